import { Command } from "cmdk";
import type { ReactNode } from "react";

type RowProps = {
  value: string;
  icon: ReactNode;
  detail?: string | null;
  onSelect: () => void;
  children: string;
};

/** One line of the palette. `value` tells it from every other line. */
export function Row({ value, icon, detail, onSelect, children }: RowProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-11 cursor-pointer select-none items-center gap-3 rounded-sm px-3 text-sm data-[selected=true]:bg-wash [&_svg]:size-4.5 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {icon}
      <span className="truncate">{children}</span>
      {detail && <span className="ml-auto truncate pl-3 text-muted">{detail}</span>}
    </Command.Item>
  );
}

/** Lines of one kind under their heading. */
export function Rows({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}
