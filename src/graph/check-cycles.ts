import { CrmError } from '../base/errors/crm-error.ts';
import type { SourceLocation, TraceFrame } from '../base/errors/source-location.ts';
import type { Node } from '../nodes/node.ts';
import type { Dag } from './dag.ts';
import { findCycles } from './find-cycles.ts';
import { nodeLabel } from './node-label.ts';

/** One error for every group of nodes that depend on one another in a circle. */
export function checkCycles(dag: Dag, nodes: ReadonlyMap<string, Node>): readonly CrmError[] {
  return findCycles(dag).map(cycle => {
    const path = cycle.flatMap(id => nodes.get(id) ?? []);
    const [first] = path;
    const closing = path.at(-1);
    const frames = path.map((node, index): TraceFrame => {
      const target = path[index + 1] ?? first ?? node;
      return {
        kind: 'step',
        what: `${nodeLabel(node)} refers to '${target.name}'`,
        location: refTo(node, target),
      };
    });
    const names = [...path, ...(first === undefined ? [] : [first])].map(node => node.name);
    return new CrmError(
      'dependency-cycle',
      { path: names },
      { location: frames.at(-1)?.location ?? closing?.location, trace: frames.slice(0, -1) },
    );
  });
}

function refTo(node: Node, target: Node): SourceLocation {
  return node.refs.find(call => call.name === target.name)?.location ?? node.location;
}
