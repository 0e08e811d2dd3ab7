// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('flux_hints', table => {
    table.comment(
      'What signed events of Flux add to what the watch tells: names of a release, and who is claimed to have moved it; rows are added, never changed, and go by retention',
    );
    table
      .string('id', 64)
      .primary()
      .comment(
        'SHA-256 of cluster, applier, revision and what is told: the same again is the same row, however often Flux sends it',
      );
    table
      .string('cluster', 253)
      .notNullable()
      .comment('Whose secret signed the event');
    table
      .string('applier_kind', 63)
      .notNullable()
      .comment('Kustomization or HelmRelease');
    table.string('applier_namespace', 253).notNullable();
    table.string('applier_name', 253).notNullable();
    table
      .timestamp('told_at', { useTz: true, precision: 3 })
      .notNullable()
      .comment('By the clock of the cluster');
    table
      .text('record')
      .notNullable()
      .comment('The whole hint as JSON; credentials taken out');
    table.index(
      ['applier_name', 'applier_namespace', 'cluster', 'told_at'],
      'flux_hints_applier',
    );
    table.index(['told_at'], 'flux_hints_age');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('flux_hints');
};
