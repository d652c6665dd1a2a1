import { CrmErrors } from '../../base/errors/crm-error.ts';
import type { Json } from '../../base/text/json.ts';
import { selectNodes } from '../../graph/select-nodes.ts';
import type { Node } from '../../nodes/node.ts';
import { visibleJson } from '../../output/text/visible-text.ts';
import type { VarSetting } from '../../project/parameters/parameter.ts';
import type { ListOptions } from '../arguments/command-options.ts';
import { type Invocation, reportWarnings } from '../arguments/invocation.ts';
import { varData } from './list-vars.ts';
import { openWorkspace } from './workspace.ts';

/** Prints the selected nodes on stdout, in the order of a build. Gives the exit code. */
export async function listNodes(invocation: Invocation, options: ListOptions): Promise<number> {
  const { project, manifest } = await openWorkspace(invocation, options);
  const types = options.resourceType?.filter(type => type !== 'var');
  const writeData = (lines: readonly string[]) =>
    invocation.terminal.stdout.writeData(lines.map(line => `${line}\n`).join(''));
  if (options.resourceType?.includes('var')) {
    const settings = [...project.varSettings.values()];
    writeData(settings.map(each => formatVar(each, options.output)));
    if (types?.length === 0) return 0;
  }
  const { selected, errors, warnings } = selectNodes(manifest, {
    select: options.select ?? [],
    exclude: options.exclude ?? [],
    ...(types === undefined ? {} : { resourceTypes: types }),
    ...(options.indirectSelection === undefined ? {} : { indirect: options.indirectSelection }),
  });
  reportWarnings(invocation, warnings);
  if (errors.length > 0) throw new CrmErrors(errors);
  const lines = manifest.order.flatMap(id => {
    const node = selected.has(id) ? manifest.nodes.get(id) : undefined;
    return node === undefined ? [] : [formatNode(node, options.output, manifest.parents.get(id))];
  });
  writeData(lines);
  return 0;
}

function formatVar(setting: VarSetting, output: ListOptions['output']): string {
  if (output === 'json') return visibleJson(JSON.stringify(varData(setting)));
  return output === 'path' ? setting.location.file : setting.name;
}

function formatNode(
  node: Node,
  output: ListOptions['output'],
  parents: readonly string[] = [],
): string {
  switch (output) {
    case 'name':
      return node.name;
    case 'path':
      return node.originalFilePath;
    case 'json': {
      const fields: Record<string, Json> = {
        unique_id: node.uniqueId,
        name: node.name,
        resource_type: node.resourceType,
        package_name: node.packageName,
        original_file_path: node.originalFilePath,
        tags: [...node.tags],
        config: node.config,
        depends_on: { nodes: [...parents] },
      };
      return visibleJson(JSON.stringify(fields));
    }
    case 'selector':
      return selector(node);
  }
}

/** The text that --select takes for this one node, as dbt lists it. */
function selector(node: Node): string {
  switch (node.resourceType) {
    case 'source':
      return `source:${node.fqn[0]}.${node.sourceName}.${node.name}`;
    case 'exposure':
      return `exposure:${node.fqn.join('.')}`;
    case 'unit_test':
      return `unit_test:${node.fqn.join('.')}`;
    default:
      return node.fqn.join('.');
  }
}
