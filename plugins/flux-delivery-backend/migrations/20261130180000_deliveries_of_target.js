// @ts-check

/** So that the page of one target reads no row of another. @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deliveries', table => {
    table.index(
      ['entity_ref', 'target_id', 'started_at', 'id'],
      'deliveries_of_target',
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deliveries', table => {
    table.dropIndex(
      ['entity_ref', 'target_id', 'started_at', 'id'],
      'deliveries_of_target',
    );
  });
};
