// @ts-check

/** So that whose names are looked for, and which name nobody, is read from the index alone. @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('identifiers', table => {
    table.dropIndex(['value', 'kind'], 'identifiers_value');
  });
  await knex.schema.alterTable('identifiers', table => {
    table.index(['value', 'kind', 'entity_ref', 'id'], 'identifiers_value');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('identifiers', table => {
    table.dropIndex(['value', 'kind', 'entity_ref', 'id'], 'identifiers_value');
  });
  await knex.schema.alterTable('identifiers', table => {
    table.index(['value', 'kind'], 'identifiers_value');
  });
};
