import { CrmError } from '../../base/errors/crm-error.ts';
import { bindArguments } from '../../jinja/values/bind-arguments.ts';
import { spend } from '../../jinja/values/budget.ts';
import { takeText } from '../../jinja/values/take.ts';
import { templateError } from '../../jinja/values/type-name.ts';
import { Callable, ContextObject, type Value } from '../../jinja/values/value.ts';

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const two = (value: number): string => String(value).padStart(2, '0');

/** A datetime in UTC, or its date, that prints and formats as Python's does. */
export class DateValue extends ContextObject {
  readonly what: string;
  private readonly date: Date;
  private readonly withTime: boolean;

  constructor(date: Date, withTime = true) {
    super();
    this.what = withTime ? 'datetime' : 'date';
    this.date = date;
    this.withTime = withTime;
  }

  memberNames(): readonly string[] {
    const time = this.withTime ? ['hour', 'minute', 'second', 'microsecond', 'date'] : [];
    return ['year', 'month', 'day', ...time, 'strftime', 'isoformat'];
  }

  member(name: string): Value | undefined {
    if (!this.memberNames().includes(name)) return undefined;
    const method = (parameters: string[], run: (args: (Value | undefined)[]) => Value): Value =>
      new Callable(name, args =>
        run(bindArguments(`${name}()`, args, parameters, name === 'strftime' ? 1 : 0)),
      );
    const { date } = this;
    switch (name) {
      case 'year':
        return BigInt(date.getUTCFullYear());
      case 'month':
        return BigInt(date.getUTCMonth() + 1);
      case 'day':
        return BigInt(date.getUTCDate());
      case 'hour':
        return BigInt(date.getUTCHours());
      case 'minute':
        return BigInt(date.getUTCMinutes());
      case 'second':
        return BigInt(date.getUTCSeconds());
      case 'microsecond':
        return BigInt(date.getUTCMilliseconds() * 1000);
      case 'date':
        return method([], () => new DateValue(date, false));
      case 'isoformat':
        return method(['sep'], ([sep]) => this.iso(takeText('isoformat()', sep, 'T')));
      default:
        return method(['format'], ([format]) => this.format(takeText('strftime()', format)));
    }
  }

  override print(): string {
    return this.iso(' ');
  }

  private iso(separator: string): string {
    const day = this.format('%Y-%m-%d');
    if (!this.withTime) return day;
    // Python leaves out microseconds that are zero.
    const fraction = this.date.getUTCMilliseconds() === 0 ? '' : '.%f';
    return `${day}${separator}${this.format(`%H:%M:%S${fraction}`)}+00:00`;
  }

  private format(format: string): string {
    spend(format.length);
    return format.replace(/%([\s\S]?)/g, (whole, directive: string) => {
      const text = this.directive(directive);
      if (text === undefined) {
        throw new CrmError('template-unsupported', {
          reason: `'${whole}' in strftime() is not supported`,
        });
      }
      return text;
    });
  }

  private directive(name: string): string | undefined {
    const { date } = this;
    if (!this.withTime && 'HIMSfpzZ'.includes(name)) {
      throw templateError('a date has no time', "format 'run_started_at' itself");
    }
    switch (name) {
      case 'Y':
        return String(date.getUTCFullYear()).padStart(4, '0');
      case 'y':
        return two(date.getUTCFullYear() % 100);
      case 'm':
        return two(date.getUTCMonth() + 1);
      case 'B':
        return months[date.getUTCMonth()];
      case 'b':
        return months[date.getUTCMonth()]?.slice(0, 3);
      case 'd':
        return two(date.getUTCDate());
      case 'A':
        return days[date.getUTCDay()];
      case 'a':
        return days[date.getUTCDay()]?.slice(0, 3);
      case 'j': {
        const first = Date.UTC(date.getUTCFullYear(), 0, 1);
        return String(Math.floor((date.getTime() - first) / 86_400_000) + 1).padStart(3, '0');
      }
      case 'H':
        return two(date.getUTCHours());
      case 'I':
        return two(date.getUTCHours() % 12 || 12);
      case 'p':
        return date.getUTCHours() < 12 ? 'AM' : 'PM';
      case 'M':
        return two(date.getUTCMinutes());
      case 'S':
        return two(date.getUTCSeconds());
      case 'f':
        return String(date.getUTCMilliseconds() * 1000).padStart(6, '0');
      case 'z':
        return '+0000';
      case 'Z':
        return 'UTC';
      case '%':
        return '%';
      default:
        return undefined;
    }
  }
}
