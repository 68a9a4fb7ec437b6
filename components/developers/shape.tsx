import { useTranslations } from "next-intl";
import type { Schema } from "@/server/rest/contract";
import { Prose } from "./prose";

const isNull = ({ type }: Schema) => type === "null";

/** What a value is, in a few words: `string (uuid)`, `audio | video`, `array of integer`. */
function kindOf(schema: Schema): string {
  const { type, enum: values, const: value, format, items, anyOf, oneOf } = schema;
  if (values) return values.join(" | ");
  if (value !== undefined) return value;
  const choices = anyOf ?? oneOf;
  if (choices) return [...new Set(choices.map(kindOf))].join(" | ");
  if (items) return `array of ${kindOf(items)}`;
  const name = Array.isArray(type) ? type.join(" | ") : (type ?? "any");
  return format ? `${name} (${format})` : name;
}

/** Where the fields of a value are: its own, those of what it may be, or those of its items. */
function fieldsOf(schema: Schema): Schema[] {
  const { properties, items, anyOf, oneOf } = schema;
  if (properties) return [schema];
  if (items) return fieldsOf(items);
  return (anyOf ?? oneOf ?? []).filter((one) => !isNull(one)).flatMap(fieldsOf);
}

/** The fields of a value, one below the other, each with the fields of its own. */
export function Shape({ schema }: { schema: Schema }) {
  return fieldsOf(schema).map(({ properties = {}, required = [] }) => (
    <ul key={Object.keys(properties).join()} className="grid gap-2 border-line border-l pl-3">
      {Object.entries(properties).map(([name, field]) => (
        <Field key={name} name={name} field={field} isRequired={required.includes(name)} />
      ))}
    </ul>
  ));
}

/** One field, or one parameter. */
export function Field({ name, field, isRequired }: { name: string; field: Schema; isRequired: boolean }) {
  const t = useTranslations("developers");
  return (
    <li className="grid gap-1 text-sm">
      <div className="wrap-anywhere">
        <code className="font-mono font-semibold">{name}</code>{" "}
        <span className="text-muted">
          {kindOf(field)}
          {isRequired && `, ${t("required")}`}
        </span>
      </div>
      {field.description && <Prose text={field.description} />}
      <Shape schema={field} />
    </li>
  );
}
