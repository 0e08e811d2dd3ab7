// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('watch_spans', table => {
    table.comment(
      'When states of a cluster were recorded: one row per unbroken time of one process; what no row covers, nobody saw',
    );
    table
      .string('cluster', 255)
      .notNullable()
      .comment('Name of the cluster, as the Kubernetes plugin has it');
    table
      .string('watcher', 64)
      .notNullable()
      .comment('The process that watched; only it moves the end of its rows');
    table
      .bigInteger('watched_from')
      .notNullable()
      .comment('From when on, in milliseconds since 1970');
    table
      .bigInteger('watched_until')
      .notNullable()
      .comment('Until when, in milliseconds since 1970; moves forward only');
    table.primary(['cluster', 'watched_from', 'watcher']);
    table.index(['cluster', 'watched_until'], 'watch_spans_until');
    table.index(['watched_until'], 'watch_spans_age');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('watch_spans');
};
