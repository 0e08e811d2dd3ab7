// @ts-check

const TABLES = ['deliveries', 'delivery_units'];

/** What a version that is lower must be later than, to be of a cluster that counts anew. @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const name of TABLES) {
    await knex.schema.alterTable(name, table => {
      table
        .bigInteger('seen_at')
        .comment(
          'Milliseconds since 1970: when object_version was seen, or the latest time that it told',
        );
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of TABLES) {
    await knex.schema.alterTable(name, table => {
      table.dropColumn('seen_at');
    });
  }
};
