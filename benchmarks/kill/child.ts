import { openDatabase } from '../history/databases';
import { PlayedUnit } from '../history/PlayedUnit';
import { list, startRecorder, tell } from '../history/recording';

/** A replica of the recorder: gets its cluster from the parent process, and dies whenever that wants it to. */
function main() {
  const [connection, place, units] = process.argv.slice(2);
  const database = openDatabase(connection, place);
  const entities = Array.from(
    { length: Number(units) },
    (_, at) => new PlayedUnit(at).entity,
  );
  const { store, recorder } = startRecorder(database, entities, failure =>
    process.stderr.write(`${failure}\n`),
  );
  process.on('message', (message: any) => {
    if (message.list) {
      list(store, message.list);
    } else {
      tell(store, message.object);
    }
  });
  setInterval(() => process.send!({ waiting: recorder.waiting }), 200);
  process.send!({ ready: true });
}

main();
