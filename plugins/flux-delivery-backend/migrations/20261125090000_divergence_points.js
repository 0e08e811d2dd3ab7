// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('divergence_points', table => {
    table.comment(
      'What people said of where the delivery to a target left intent; rows are added and never changed',
    );
    table
      .bigIncrements('id')
      .comment('The order of statements, whatever the clocks of replicas say');
    table
      .string('entity_ref', 255)
      .notNullable()
      .comment('Full, lower-case ref of the entity whose delivery it is');
    table
      .string('target_id', 1024)
      .notNullable()
      .comment('The target of its path: cluster and applier');
    table
      .string('said', 16)
      .notNullable()
      .comment(
        'A segment, "none" for no divergence, or "withdrawn" for no statement any more',
      );
    table.text('note').comment('In the person’s words; credentials taken out');
    table
      .string('said_by', 255)
      .notNullable()
      .comment('Full ref of the user entity');
    table
      .timestamp('said_at', { useTz: true, precision: 3 })
      .notNullable()
      .comment('When the backend was told');
    table
      .string('about_segment', 16)
      .comment('What was judged then: the segment, or "none"');
    table.string('about_class', 255).comment('What was judged then: the class');
    table
      .string('about_since', 64)
      .comment('What was judged then: since when, as the cluster wrote it');
    table.index(['entity_ref', 'target_id', 'id'], 'divergence_points_newest');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('divergence_points');
};
