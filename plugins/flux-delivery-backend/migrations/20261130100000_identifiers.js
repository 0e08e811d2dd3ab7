// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('identifiers', table => {
    table.comment(
      'Which deliveries and promotions bear an identifier; rows are added, and go with what bears them',
    );
    table.bigIncrements('id').comment('The order in which they were added');
    table
      .string('value', 512)
      .notNullable()
      .comment(
        'In the form in which it is compared: hex in lower case, images with their registry',
      );
    table
      .string('kind', 16)
      .notNullable()
      .comment('commit, digest, tag, chartVersion, image, …');
    table
      .string('how', 16)
      .notNullable()
      .comment('How it is known that it names this release');
    table
      .string('bearer_type', 16)
      .notNullable()
      .comment('"delivery" or "promotion"');
    table
      .string('bearer_id', 255)
      .notNullable()
      .comment('Id of the row of the ledger, or of the promotion');
    table
      .string('entity_ref', 255)
      .comment(
        'Full, lower-case ref; absent where a promotion names an image or a source alone',
      );
    table.string('environment', 63).notNullable().comment('Its name');
    table.unique(['bearer_id', 'bearer_type', 'kind', 'value'], {
      indexName: 'identifiers_bearer',
    });
  });
  if (knex.client.config.client === 'pg') {
    // Bytes in order, whatever the language of the database: so the index answers prefixes.
    await knex.raw(
      'alter table identifiers alter column value type varchar(512) collate "C"',
    );
  }
  await knex.schema.alterTable('identifiers', table => {
    table.index(['value', 'kind'], 'identifiers_value');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('identifiers');
};
