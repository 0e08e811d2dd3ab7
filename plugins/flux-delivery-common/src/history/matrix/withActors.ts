import type { MatrixDto, MatrixTargetDto } from '../../api/historyDto';
import type { Actor, Promotion } from '../../promotion/Promotion';

/**
 * The matrix with who did what: by id of the delivery, as joined among the rows of its target. What nothing is told of stays.
 *
 * @public
 */
export function withActors(
  matrix: MatrixDto,
  told: ReadonlyMap<string, { actor: Actor; promotion?: Promotion }>,
): MatrixDto {
  const withActor = (target: MatrixTargetDto): MatrixTargetDto => {
    const { actor, promotion } = told.get(target.deliveryId) ?? target;
    return {
      ...target,
      actor,
      ...(promotion && {
        promotion: {
          id: promotion.id,
          actor: promotion.actor,
          ...(promotion.recordedBy && { recordedBy: promotion.recordedBy }),
          ...(promotion.pipeline && { pipeline: promotion.pipeline }),
        },
      }),
    };
  };
  return {
    ...matrix,
    cells: matrix.cells.map(cell => ({
      ...cell,
      targets: cell.targets.map(withActor),
    })),
  };
}
