import { CrmError } from '../base/errors/crm-error.ts';
import type { Json } from '../base/text/json.ts';
import { concatSql, type MappedSql } from '../base/text/mapped-sql.ts';
import { nearest } from '../base/text/nearest.ts';
import { quoteIdentifier } from '../dialect/names/relation.ts';
import { blankFinalSemicolons, needsSelect } from '../dialect/statements/sql-statements.ts';
import { render } from '../jinja/evaluate/execute.ts';
import { limitError } from '../jinja/values/budget.ts';
import type { BuildState, Renderer } from './build/build-state.ts';
import type { CompileOverrides, Compiler, InlineQuery, Resolver } from './compiler.ts';
import { DateValue } from './context/date-value.ts';
import { NodeContext, type NodeHandlers, type TemplateLog } from './context/node-context.ts';
import { RelationValue } from './context/relation-value.ts';
import type { ModelNode, Node, SeedNode, SourceNode } from './node.ts';
import { relationKind } from './relation-kind.ts';
import { parseNodeTemplate } from './render/parse-node-template.ts';

/** Ephemeral models by unique id, each after those that it reads. */
type Ephemerals = Map<string, { readonly name: string; readonly sql: MappedSql }>;

/** Creates the compiler of a parsed project. */
export function createCompiler(state: BuildState, resolver: Resolver, log: TemplateLog): Compiler {
  // Planning and checking ask for the same SQL.
  const compiled = new Map<Node, MappedSql>();
  return {
    compile(node, overrides) {
      const known = overrides === undefined ? compiled.get(node) : undefined;
      if (known !== undefined) return known;
      const rendering = new Rendering(state, resolver, log, overrides ?? {});
      const sql = rendering.withEphemerals(rendering.node(node), node);
      if (overrides === undefined) compiled.set(node, sql);
      return sql;
    },
    compileInline(text): InlineQuery {
      const rendering = new Rendering(state, resolver, log, {});
      const template = parseNodeTemplate({ file: '<inline>', text: text.replaceAll('\r\n', '\n') });
      const sql = rendering.run(context => render(template, context), undefined);
      return { sql: rendering.withEphemerals(sql, undefined), dependsOn: [...rendering.dependsOn] };
    },
  };
}

/** Each is rendered inside of the one that reads it, on JavaScript's own stack. */
const deepestEphemeral = 100;

/** One compilation: a node and the ephemeral models that it reads. */
class Rendering {
  /** Unique ids of what the node itself reads. */
  readonly dependsOn = new Set<string>();
  private readonly state: BuildState;
  private readonly resolver: Resolver;
  private readonly log: TemplateLog;
  private readonly overrides: CompileOverrides;
  private readonly ephemerals: Ephemerals = new Map();
  private readonly open: ModelNode[] = [];

  constructor(
    state: BuildState,
    resolver: Resolver,
    log: TemplateLog,
    overrides: CompileOverrides,
  ) {
    this.state = state;
    this.resolver = resolver;
    this.log = overrides.runStartedAt === undefined ? log : () => {};
    this.overrides = overrides;
  }

  node(node: Node): MappedSql {
    const renderer = this.state.renderers.get(node.uniqueId);
    if (renderer === undefined) throw new Error(`${node.uniqueId} has no SQL to compile`);
    return this.run(renderer, node);
  }

  run(renderer: Renderer, node: Node | undefined): MappedSql {
    const { settings } = this.state;
    const { vars = {}, envVars = {}, macros = {}, runStartedAt } = this.overrides;
    const context = new NodeContext(
      {
        ...settings,
        vars: { ...settings.vars, ...vars },
        env: { ...settings.env, ...envVars },
        macroValues: macros,
        ...(runStartedAt === undefined ? {} : { runStartedAt: new DateValue(runStartedAt) }),
      },
      this.handlers(node),
    );
    const { text, segments } = renderer(context);
    return { text: blankFinalSemicolons(text), segments };
  }

  /** Puts the ephemeral models in front, as common table expressions. */
  withEphemerals(sql: MappedSql, node: Node | undefined): MappedSql {
    if (this.ephemerals.size === 0) return sql;
    if (node?.resourceType === 'operation') {
      const names = [...this.ephemerals.values()].map(({ name }) => name).join(', ');
      throw new CrmError(
        'template-unsupported',
        {
          reason: `a hook cannot read an ephemeral model (${names})`,
          hint: 'materialize the model as a view',
        },
        { location: node.location },
      );
    }
    const parts: (string | MappedSql)[] = [];
    for (const { name, sql: inner } of this.ephemerals.values()) {
      parts.push(parts.length === 0 ? 'with ' : ', ', `${name} as (\n`, inner, '\n)');
    }
    return concatSql([...parts, '\nselect * from (\n', sql, '\n)']);
  }

  private handlers(node: Node | undefined): NodeHandlers {
    const config: { readonly [key: string]: Json } = node?.config ?? {};
    return {
      execute: true,
      thisRelation: node?.resourceType === 'model' ? new RelationValue(node.relation) : undefined,
      ref: name => {
        const found = this.resolver.ref(name);
        if (found === undefined) {
          throw new CrmError('unknown-ref', { name, nearest: nearest(name, this.names('ref')) });
        }
        this.checkSeen(node, found);
        return this.relation(found);
      },
      source: (sourceName, tableName) => {
        const found = this.resolver.source(sourceName, tableName);
        if (found === undefined) {
          const full = `${sourceName}.${tableName}`;
          throw new CrmError('unknown-source', {
            name: full,
            nearest: nearest(full, this.names('source')),
          });
        }
        this.checkSeen(node, found);
        return this.relation(found);
      },
      config: () => {
        if (node === undefined) {
          throw new CrmError('template-unsupported', {
            reason: 'a query that is in no file has no config',
          });
        }
      },
      configValue: key => (Object.hasOwn(config, key) ? config[key] : undefined),
      log: this.log,
    };
  }

  /** What ref() or source() may name, for a hint. */
  private names(kind: 'ref' | 'source'): readonly string[] {
    return this.state.nodes.flatMap(node => {
      if (!node.enabled) return [];
      if (node.resourceType === 'source') {
        return kind === 'source' ? `${node.sourceName}.${node.name}` : [];
      }
      const referable = node.resourceType === 'model' || node.resourceType === 'seed';
      return kind === 'ref' && referable ? node.name : [];
    });
  }

  /**
   * What parsing did not see, as behind `execute`, is not an edge of the graph: it might be built later
   * than what reads it. A unit test may go other ways; it reads given rows.
   */
  private checkSeen(node: Node | undefined, read: ModelNode | SeedNode | SourceNode): void {
    if (node === undefined || Object.keys(this.overrides).length > 0) return;
    const seen = [
      ...node.refs.map(({ name }) => this.resolver.ref(name)),
      ...node.sources.map(one => this.resolver.source(one.sourceName, one.tableName)),
    ];
    if (seen.some(one => one?.uniqueId === read.uniqueId)) return;
    const call =
      read.resourceType === 'source'
        ? `source('${read.sourceName}', '${read.name}')`
        : `ref('${read.name}')`;
    throw new CrmError('hidden-ref', { call });
  }

  private relation(node: ModelNode | SeedNode | SourceNode): RelationValue {
    if (this.open.length === 0) this.dependsOn.add(node.uniqueId);
    const given = this.overrides.relations?.get(node.uniqueId);
    if (given !== undefined) return new RelationValue(node.relation, given);
    if (node.resourceType !== 'model' || relationKind(node) !== undefined) {
      return new RelationValue(node.relation);
    }
    const name = quoteIdentifier(`__dbt__cte__${node.name}`);
    if (!this.ephemerals.has(node.uniqueId)) {
      if (this.open.includes(node)) {
        const path = [...this.open.slice(this.open.indexOf(node)), node].map(one => one.name);
        throw new CrmError('dependency-cycle', { path });
      }
      if (this.open.length >= deepestEphemeral) {
        throw limitError(
          `ephemeral models read one another more than ${deepestEphemeral} deep`,
          'materialize one of them as a view',
        );
      }
      this.open.push(node);
      const own = this.node(node);
      const sql = needsSelect(own.text) ? concatSql(['select * from (\n', own, '\n)']) : own;
      this.open.pop();
      this.ephemerals.set(node.uniqueId, { name, sql });
    }
    return new RelationValue(node.relation, name);
  }
}
