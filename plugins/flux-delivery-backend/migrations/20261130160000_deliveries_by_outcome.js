// @ts-check

/** So that gaps, and what failed, are found without reading what did not. @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deliveries', table => {
    table.index(
      ['entity_ref', 'outcome', 'started_at', 'id'],
      'deliveries_by_outcome',
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deliveries', table => {
    table.dropIndex(
      ['entity_ref', 'outcome', 'started_at', 'id'],
      'deliveries_by_outcome',
    );
  });
};
