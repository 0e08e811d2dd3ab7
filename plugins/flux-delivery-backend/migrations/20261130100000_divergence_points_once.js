// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('divergence_points', table => {
    table
      .string('natural_key', 64)
      .comment(
        'Hash of what is said after which row, so that saying it twice writes one row; absent in rows of earlier versions',
      );
    table.unique(['natural_key'], { indexName: 'divergence_points_once' });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('divergence_points', table => {
    table.dropUnique(['natural_key'], 'divergence_points_once');
    table.dropColumn('natural_key');
  });
};
