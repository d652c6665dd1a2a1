import { Option } from 'commander';
import type { ResourceType } from '../../nodes/node.ts';
import {
  addIndirectSelectionOption,
  addProjectOptions,
  addSelectionOptions,
} from '../arguments/add-options.ts';
import { runAction } from '../arguments/command-action.ts';
import type { ListOptions } from '../arguments/command-options.ts';
import type { DefineCommand } from '../define-command.ts';

const help = `
Prints one node a line on stdout, in the order of a build. What --select takes is tried out here:

  orders              the model of this name, and tests on it
  +orders             with all that it reads            2+orders         two steps up
  orders+             with all that depends on it
  tag:daily  group:value  path:models/crm  resource_type:seed  stg_*
  a b                 a or b                            a,b              what is in both

Examples:
  crm-run list
  crm-run list --select +orders --resource-type model
  crm-run list --output json | jq .unique_id
  crm-run list --resource-type var      the vars; crm-run vars says more`;

const types: (ResourceType | 'var')[] = [
  ...(['model', 'seed', 'source', 'test', 'unit_test', 'exposure'] as const),
  'var',
];

export const defineList: DefineCommand = (command, terminal, done) => {
  addIndirectSelectionOption(addSelectionOptions(command))
    .addOption(
      new Option('--output <what>', 'what to print of each node')
        .choices(['selector', 'name', 'path', 'json'])
        .default('selector'),
    )
    .addOption(new Option('--resource-type <type...>', 'only nodes of this type').choices(types));
  addProjectOptions(command)
    .addHelpText('after', help)
    .action(async (options: ListOptions) => {
      const code = await runAction(terminal, options, async invocation => {
        const { listNodes } = await import('../actions/list-nodes.ts');
        return listNodes(invocation, options);
      });
      done(code);
    });
};
