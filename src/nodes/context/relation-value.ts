import { formatRelation, type Relation } from '../../dialect/names/relation.ts';
import { ContextObject, type Value } from '../../jinja/values/value.ts';

/** What ref(), source() and `this` give: prints as the relation's name in SQL. */
export class RelationValue extends ContextObject {
  readonly what = 'relation';
  readonly relation: Relation;
  private readonly text: string;

  /** The call that gave it, such as `ref('x')`. */
  override readonly reference: string | undefined;

  /** `text` is what it prints where that is not the relation's name. */
  constructor(relation: Relation, text = formatRelation(relation), reference?: string) {
    super();
    this.relation = relation;
    this.text = text;
    this.reference = reference;
  }

  /** The same relation, known as what a call gave. */
  givenBy(reference: string): RelationValue {
    return new RelationValue(this.relation, this.text, reference);
  }

  memberNames(): readonly string[] {
    return ['schema', 'identifier', 'name'];
  }

  member(name: string): Value | undefined {
    if (name === 'schema') return this.relation.schema;
    if (name === 'identifier' || name === 'name') return this.relation.identifier;
    return undefined;
  }

  override print(): string {
    return this.text;
  }

  /**
   * The same relation, only the rows that meet a condition. It has no alias, unlike dbt's, so that a
   * test can give it one; the line end closes a comment.
   */
  filtered(condition: string): RelationValue {
    const text = `(select * from ${this.text} where ${condition}\n)`;
    return new RelationValue(this.relation, text, this.reference);
  }
}
