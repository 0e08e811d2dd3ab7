// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('deliveries', table => {
    table.comment(
      'The ledger: what was delivered to which target. Rows are added; steps are filled in once each, an outcome is set once',
    );
    table
      .string('id', 64)
      .primary()
      .comment('Made of what the cluster says: the same on every replica');
    unitColumns(table);
    table
      .integer('sequence')
      .notNullable()
      .comment('The place among the rows of the unit, from 1');
    table.string('environment', 63).notNullable().comment('Its name');
    table
      .string('cluster', 255)
      .notNullable()
      .comment('Name of the cluster, as the Kubernetes plugin has it');
    table
      .text('applier')
      .comment('Kustomization or HelmRelease, as JSON; absent without Flux');
    table
      .string('content_id', 64)
      .notNullable()
      .comment('Names the content: equal for equal content');
    table
      .string('kind', 16)
      .notNullable()
      .comment('forward, rollback, baseline, gap, …');
    table
      .boolean('is_deployment')
      .notNullable()
      .comment('Whether the kind counts as a deployment');
    table
      .string('outcome', 16)
      .notNullable()
      .comment('inProgress until it is set, once');
    table.string('segment', 16).comment('Where it failed');
    table.string('class', 255).comment('Of what it failed');
    table.text('message').comment('The words of the failure; redacted');
    table
      .text('revisions')
      .notNullable()
      .comment('Commit, tag, digest, chart version and the like, as JSON');
    table
      .text('images')
      .notNullable()
      .comment('Declared and running images by container, as JSON');
    table.text('actor').notNullable().comment('Name, type and trust, as JSON');
    table.string('trigger', 32).comment('What set it off');
    table.text('detail').comment('More words');
    table
      .boolean('backfilled')
      .notNullable()
      .comment('Read from what Flux still knew, not seen happening');
    millis(table, 'started_at', 'first of the times below').notNullable();
    millis(table, 'fetched_at', 'source fetched it');
    millis(table, 'attempted_at', 'applier took it up');
    millis(table, 'applied_at', 'applier was done');
    millis(table, 'rolled_out_at', 'workloads were complete');
    millis(table, 'serving_at', 'traffic was on it');
    millis(table, 'finished_at', 'outcome was reached');
    table
      .string('uid', 64)
      .notNullable()
      .comment('metadata.uid of the applier, or of a workload');
    table
      .string('object_version', 64)
      .notNullable()
      .comment('resourceVersion of the object that gave the row');
    table
      .string('workloads_hash', 64)
      .notNullable()
      .comment('Over the pod templates; empty while it is not known');
    table
      .string('applied_content', 255)
      .notNullable()
      .comment('Digest of manifests, or chart and values; empty if not known');
    table
      .string('restarts_hash', 64)
      .notNullable()
      .comment('Over the restart annotations; empty while it is not known');
    table.unique(['entity_ref', 'target_id', 'sequence'], {
      indexName: 'deliveries_chain',
    });
    const page = ['started_at', 'id'];
    table.index(['entity_ref', ...page], 'deliveries_all');
    table.index(
      ['entity_ref', 'environment', ...page],
      'deliveries_all_of_environment',
    );
    table.index(
      ['entity_ref', 'is_deployment', ...page],
      'deliveries_deployments',
    );
    table.index(
      ['entity_ref', 'is_deployment', 'environment', ...page],
      'deliveries_deployments_of_environment',
    );
    table.index(page, 'deliveries_age');
  });
  await knex.schema.createTable('delivery_units', table => {
    table.comment(
      'What is known of a unit and is no row yet: what is tried, and since when it fails; moves forward',
    );
    unitColumns(table);
    table
      .string('object_version', 64)
      .notNullable()
      .comment('resourceVersion of the object that it was read from');
    table
      .string('attempt', 512)
      .notNullable()
      .comment('Generation and revision that are tried');
    millis(table, 'attempted_at', 'attempt began').notNullable();
    millis(table, 'failing_at', 'the unit began to diverge');
    table
      .string('release', 64)
      .comment('Newest Helm revision that was accounted for, and its time');
    table
      .boolean('told')
      .notNullable()
      .comment('Whether a row tells that the attempt failed');
    table.primary(['entity_ref', 'target_id']);
  });
  await knex.schema.createTable('delivery_watches', table => {
    table.comment('Until when each cluster was watched; moves forward');
    table.string('cluster', 255).primary().comment('Name of the cluster');
    millis(table, 'watched_until', 'it was last known').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('delivery_watches');
  await knex.schema.dropTable('delivery_units');
  await knex.schema.dropTable('deliveries');
};

/** @param {import('knex').Knex.CreateTableBuilder} table */
function unitColumns(table) {
  table
    .string('entity_ref', 255)
    .notNullable()
    .comment('Full, lower-case ref of the entity that is delivered');
  table
    .string('target_id', 1024)
    .notNullable()
    .comment('The target of its path: cluster and applier');
}

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 * @param {string} column
 * @param {string} what
 */
function millis(table, column, what) {
  return table
    .bigInteger(column)
    .comment(`When the ${what}, in milliseconds since 1970`);
}
