import { describe, expect, it } from 'vitest';
import { projectTemplate } from '../../../src/cli/actions/init/project-template.ts';

describe('the template of a new project', () => {
  it('consists of the files in assets/init-project, in order of path', async () => {
    const template = await projectTemplate('shop', '/tmp/shop');
    expect([...template.keys()]).toEqual([
      'README.md',
      'crm_project.yml',
      'data/orders.csv',
      '.gitignore',
      'macros/divide.sql',
      'models/reporting/_reporting.yml',
      'models/reporting/customer_totals.sql',
      'models/staging/_sources.yml',
      'models/staging/stg_orders.sql',
      'seeds/order_statuses.csv',
      'tests/data/totals_are_conserved.sql',
    ]);
  });

  it('carries the name of the new project instead of its own', async () => {
    const template = await projectTemplate('shop', '/tmp/shop');
    expect(template.get('crm_project.yml')).toMatch(
      /^# yaml-language-server: \$schema=\S+\/dist\/schemas\/project\.schema\.json\nname: shop$/m,
    );
    expect(template.get('crm_project.yml')).toContain('path: warehouse/shop.duckdb');
    expect([...template.values()].filter(text => text.includes('my_project'))).toEqual([]);
  });
});
