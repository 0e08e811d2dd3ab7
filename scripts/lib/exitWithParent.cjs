// Loaded into every process that `npm start` keeps running: if the starter is killed without a chance to stop them,
// the channel to it closes and they end themselves.
if (process.channel) {
  process.once('disconnect', () => process.exit(1));
  // Listening must not be the reason to stay alive.
  process.channel.unref?.();
}
