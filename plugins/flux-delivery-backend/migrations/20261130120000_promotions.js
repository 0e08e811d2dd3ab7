// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('promotions', table => {
    table.comment(
      'What pipelines and people said of promotions; rows are added, never changed, and go by retention',
    );
    table.string('id', 255).primary().comment('Chosen by the sender');
    table
      .string('fingerprint', 64)
      .notNullable()
      .comment(
        'SHA-256 of the content: the same id with the same content is the same record',
      );
    table
      .string('entity_ref', 255)
      .comment(
        'Full, lower-case ref of the entity; absent where none was named',
      );
    table
      .string('image_repository', 512)
      .comment('The image that was named, with its registry and without tag');
    table
      .string('source_key', 1300)
      .comment(
        'Host and path of the repository that was named; the form in which they are compared',
      );
    table
      .string('environment', 63)
      .notNullable()
      .comment('Its name; empty for what was only published');
    table
      .string('kind', 16)
      .notNullable()
      .comment('"promotion", "rollback" or "published"');
    table
      .timestamp('occurred_at', { useTz: true, precision: 3 })
      .notNullable()
      .comment('When it happened, as the sender says');
    table
      .timestamp('recorded_at', { useTz: true, precision: 3 })
      .notNullable()
      .comment('When the backend was told');
    table
      .text('record')
      .notNullable()
      .comment('The whole record as JSON; credentials taken out');
  });
  if (knex.client.config.client === 'pg') {
    // Bytes in order, whatever the language of the database: pages of both databases are the same.
    await knex.raw(
      'alter table promotions alter column id type varchar(255) collate "C"',
    );
  }
  await knex.schema.alterTable('promotions', table => {
    table.index(['entity_ref', 'occurred_at', 'id'], 'promotions_entity');
    table.index(['image_repository', 'occurred_at', 'id'], 'promotions_image');
    table.index(['source_key', 'occurred_at', 'id'], 'promotions_source');
    table.index(['occurred_at'], 'promotions_age');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('promotions');
};
