/** What lists of images can be asked for. Source: _make_conditions_from_filters in glance/db/sqlalchemy/api.py@25.1. */

/** An image as it is shown. */
export type Shown = Readonly<Record<string, unknown>>;
type Keep = (shown: Shown) => boolean;

/** What is asked of a list: a filter, or the reason why it cannot be one. */
export type Filter = Keep | string | 'failed';

const operators: Readonly<Record<string, (time: number, than: number) => boolean>> = {
  lt: (time, than) => time < than,
  lte: (time, than) => time <= than,
  eq: (time, than) => time === than,
  neq: (time, than) => time !== than,
  gt: (time, than) => time > than,
  gte: (time, than) => time >= than,
};

const isoTime = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** An operator and what it is held against, as in `in:one,two`; none before a time is `eq`. */
function operation(text: string): readonly [operator: string, value: string] {
  const colon = text.indexOf(':');
  return colon < 0 || isoTime.test(text) ? ['eq', text] : [text.slice(0, colon), text.slice(colon + 1)];
}

function timeFilter(key: string, text: string): Filter {
  const [operator, time] = operation(text);
  if (!isoTime.test(time)) return `Bad "${key}" query filter format. Use ISO 8601 DateTime notation.`;
  const compare = operators[operator];
  if (!compare) return `Unable to filter by unknown operator '${operator}'.`;
  const than = Date.parse(/[T ]/.test(time) && !/(Z|[+-]\d\d:?\d\d)$/.test(time) ? `${time}Z` : time);
  return (shown) => compare(Date.parse(String(shown[key])), than);
}

function listFilter(key: string, text: string): Filter {
  const [operator, value] = operation(text);
  if (operator === 'in') {
    const wanted = value.split(',').map((item) => item.replaceAll('"', ''));
    return (shown) => wanted.includes(String(shown[key]));
  }
  return operator === 'eq' ? (shown) => shown[key] === value : `Unable to filter by unknown operator '${operator}'.`;
}

const amounts = ['size', 'virtual_size', 'min_disk', 'min_ram'];

function rangeFilter(key: string, text: string): Filter {
  const [name, bound] = [key.slice(0, -4), Number.parseInt(text, 10)];
  if (Number.isNaN(bound)) return 'Unable to filter on a range with a non-numeric value.';
  if (!amounts.includes(name)) return 'failed';
  return (shown) =>
    typeof shown[name] === 'number' && (key.endsWith('_min') ? shown[name] >= bound : shown[name] <= bound);
}

const flags = ['os_hidden', 'protected'];

export function filterOf(key: string, text: string): Filter {
  if (flags.includes(key)) {
    const value = key === 'os_hidden' ? text.toLowerCase() : text;
    if (value !== 'true' && value !== 'false') {
      return `Invalid value '${text}' for '${key}' filter. Valid values are 'true' or 'false'.`;
    }
    return (shown) => shown[key] === (value === 'true');
  }
  if (key === 'visibility') return () => true;
  if (key.endsWith('_min') || key.endsWith('_max')) return rangeFilter(key, text);
  if (key === 'created_at' || key === 'updated_at') return timeFilter(key, text);
  if (['name', 'id', 'status', 'container_format', 'disk_format'].includes(key)) return listFilter(key, text);
  return (shown) => String(shown[key]) === text;
}
