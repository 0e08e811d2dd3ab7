// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('unit_states', table => {
    table.comment(
      'How each target of an entity was judged, one row per change; rows are added and never changed',
    );
    table
      .string('entity_ref', 255)
      .notNullable()
      .comment('Full, lower-case ref of the entity that is delivered');
    table
      .string('target_id', 1024)
      .notNullable()
      .comment('The target of its path: cluster and applier');
    table
      .integer('sequence')
      .notNullable()
      .comment('The place among the states of the target, from 1');
    table
      .bigInteger('judged_at')
      .notNullable()
      .comment(
        'From when on it was judged so, milliseconds since 1970; never before the state before it',
      );
    table.string('environment', 63).notNullable().comment('Its name');
    table
      .string('cluster', 255)
      .notNullable()
      .comment('Name of the cluster, as the Kubernetes plugin has it');
    table
      .text('applier')
      .comment('Kustomization or HelmRelease, as JSON; absent without Flux');
    table
      .text('segments')
      .notNullable()
      .comment(
        'Verdict, class, words and revision of each segment, as JSON; empty where the target was gone',
      );
    table.unique(['entity_ref', 'target_id', 'sequence'], {
      indexName: 'unit_states_chain',
    });
    table.index(
      ['entity_ref', 'judged_at', 'target_id', 'sequence'],
      'unit_states_at',
    );
    table.index(['judged_at'], 'unit_states_age');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('unit_states');
};
