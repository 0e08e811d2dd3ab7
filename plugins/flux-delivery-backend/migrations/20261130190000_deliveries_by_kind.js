// @ts-check

/** So that gaps which reach into a time are found without reading all that is older. @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deliveries', table => {
    table.index(['kind', 'finished_at'], 'deliveries_by_kind');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deliveries', table => {
    table.dropIndex(['kind', 'finished_at'], 'deliveries_by_kind');
  });
};
