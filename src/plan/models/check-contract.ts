import { CrmError } from '../../base/errors/crm-error.ts';
import { nearest } from '../../base/text/nearest.ts';
import { normalizeType } from '../../dialect/types/normalize-type.ts';
import type { TypedColumn } from '../../dialect/types/typed-column.ts';
import type { ColumnInfo, ModelNode } from '../../nodes/node.ts';

/**
 * Holds the columns that a model's SELECT gives against its contract: names, order and types. Every
 * difference is an error at the column's place in the YAML, or for one that is not declared at the
 * model's file; the messages line up as column, declared, actual. Without an enforced contract
 * nothing is checked.
 */
export function checkContract(
  model: ModelNode,
  actualColumns: readonly TypedColumn[],
): readonly CrmError[] {
  if (!model.contract.enforced) return [];
  const errors: CrmError[] = [];
  const report = (
    name: string,
    declared: string,
    actual: string,
    { location, hint }: { location: ColumnInfo['location']; hint?: string | undefined },
  ) => {
    const violation = { model: model.name, column: name, declared, actual, hint };
    errors.push(new CrmError('contract-violated', violation, { location }));
  };

  const declaredKeys = new Set(model.columns.map(column => column.name.toLowerCase()));
  const actualByKey = new Map<string, TypedColumn>();
  for (const column of actualColumns) {
    const key = column.name.toLowerCase();
    if (actualByKey.has(key)) {
      report(column.name, 'once', 'twice', { location: model.location });
    } else if (!declaredKeys.has(key)) {
      const near = nearest(column.name, unmatched(model.columns, actualColumns));
      report(column.name, 'not at all', column.type, {
        location: model.location,
        hint:
          near === undefined
            ? 'declare it below columns:, or take it out of the final select'
            : `is it the declared column '${near}'?`,
      });
    }
    actualByKey.set(key, column);
  }
  for (const column of model.columns) {
    const { location, name, dataType } = column;
    const actual = actualByKey.get(name.toLowerCase());
    if (dataType === undefined) {
      const hint = 'an enforced contract needs the data_type of every column';
      report(name, 'without a type', actual?.type ?? 'missing', { location, hint });
    } else if (actual === undefined) {
      report(name, dataType, 'missing', { location, hint: 'add it to the final select' });
    } else if (normalizeType(dataType) !== normalizeType(actual.type)) {
      const hint = `cast it in the model, or declare data_type: ${actual.type.toLowerCase()}`;
      report(name, dataType, actual.type, { location, hint });
    }
  }
  if (errors.length === 0) errors.push(...checkOrder(model, actualColumns));
  return errors;
}

/** Declared names that the select does not give. */
function unmatched(
  declared: readonly ColumnInfo[],
  actual: readonly TypedColumn[],
): readonly string[] {
  const keys = new Set(actual.map(column => column.name.toLowerCase()));
  return declared.map(column => column.name).filter(name => !keys.has(name.toLowerCase()));
}

/** With the right names on both sides: every column that is in another position. */
function checkOrder(model: ModelNode, actual: readonly TypedColumn[]): readonly CrmError[] {
  return model.columns.flatMap((column, index) => {
    const position = actual.findIndex(
      ({ name }) => name.toLowerCase() === column.name.toLowerCase(),
    );
    if (position === index) return [];
    const hint = 'list the columns of the final select in the order of the contract';
    return new CrmError(
      'contract-violated',
      {
        model: model.name,
        column: column.name,
        declared: `in position ${index + 1}`,
        actual: `position ${position + 1}`,
        hint,
      },
      { location: column.location },
    );
  });
}
