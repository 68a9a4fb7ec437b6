"use client";
import { Ban, Phone, Star, UsersRound, Video } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { BellMark } from "@/components/ui/bell-mark";
import { Button } from "@/components/ui/button";
import { Card, SectionHead } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { ListRow } from "@/components/ui/list-row";
import { Menu, MenuItem } from "@/components/ui/menu";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { Toaster } from "@/components/ui/toaster";

const tones = ["primary", "secondary", "ghost", "quiet", "answer", "end"] as const;
const iconTones = ["primary", "soft", "secondary", "ghost", "answer", "end"] as const;
const people = [
  "Ana Kovač",
  "Bo",
  "Chidi Anagonye",
  "Dana Scully",
  "Élodie",
  "Ферн",
  "何 玲",
  "Åsa Öberg",
].map((name, index) => ({ id: `person-${index * 7}`, name, pictureUrl: null }));
const longName = "Wolfeschlegelsteinhausenbergerdorff the Elder of a Very Long Name";

/** Every primitive in every state, in both schemes side by side. */
export function Gallery() {
  return (
    <div className="grid lg:grid-cols-2">
      {(["light", "dark"] as const).map((scheme) => (
        <div key={scheme} data-scheme={scheme} className="grid content-start gap-8 bg-paper p-6">
          <h1 className="flex items-center gap-3 font-semibold text-xl tracking-tight">
            <BellMark /> {scheme}
          </h1>
          <Pieces />
        </div>
      ))}
      <Toaster />
    </div>
  );
}

function Shelf({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <SectionHead title={title} />
      {children}
    </div>
  );
}

function Pieces() {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Shelf title="Type">
        {(["text-2xl", "text-xl", "text-lg", "text-base", "text-sm", "text-xs"] as const).map((size) => (
          <p key={size} className={size}>
            Ringing on 2 devices <span className="text-muted">{size}</span>
          </p>
        ))}
      </Shelf>
      <Shelf title="Buttons">
        <div className="grid gap-3">
          {([{}, { disabled: true }, { isBusy: true }] as const).map((state, index) => (
            <div key={index} className="flex flex-wrap gap-3">
              {tones.map((tone) => (
                <Button key={tone} tone={tone} {...state}>
                  {tone}
                </Button>
              ))}
            </div>
          ))}
          <div className="flex flex-wrap items-center gap-3">
            <Button size="sm">Small</Button>
            <Button size="md">Medium</Button>
            <Button size="lg">Large</Button>
            {iconTones.map((tone) => (
              <IconButton key={tone} tone={tone} label={tone}>
                <Phone aria-hidden="true" />
              </IconButton>
            ))}
            <IconButton size="lg" tone="answer" label="lg">
              <Video aria-hidden="true" />
            </IconButton>
            <IconButton size="xl" tone="end" label="xl">
              <Phone aria-hidden="true" />
            </IconButton>
          </div>
        </div>
      </Shelf>
      <Shelf title="Fields">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Empty" placeholder="A whole handle" hint="A hint below" />
          <Field label="Wrong" defaultValue="x" error="Type an e-mail such as ana@example.com." />
          <Field label="Fixed" value="@ana" readOnly />
          <Field label="Leading" leading="@" defaultValue="ana" />
        </div>
      </Shelf>
      <Shelf title="Faces and badges">
        <div className="flex flex-wrap items-center gap-3">
          {people.map((person) => (
            <Avatar key={person.id} person={person} />
          ))}
          <Avatar person={{ id: "x", name: "Ana Kovač", pictureUrl: null }} size="sm" />
          <Avatar person={{ id: "y", name: "Ana Kovač", pictureUrl: null }} size="lg" />
          <Badge>12</Badge>
          <Badge tone="accent">This device</Badge>
          <Badge tone="alarm">3</Badge>
          <Badge tone="ok">Online</Badge>
        </div>
      </Shelf>
      <Shelf title="Banner, notice, dialog, menu">
        <div className="grid gap-3">
          <Banner icon={<Phone />} action={<Button size="sm">Return to call</Button>}>
            On a call with Ana
          </Banner>
          <div className="flex gap-3">
            <Button onClick={() => toast("Asked Ana. You can call once they accept.")}>Notice</Button>
            <Button onClick={() => toast("Peal does not answer. Check your connection.", "alarm")}>
              Alarm
            </Button>
            <Button onClick={() => setAsking(true)}>Dialog</Button>
            <Menu label="More">
              <MenuItem icon={<Star />} onSelect={() => toast("Starred")}>
                Harmless
              </MenuItem>
              <MenuItem icon={<Ban />} isHarmful onSelect={() => setAsking(true)}>
                Harmful
              </MenuItem>
            </Menu>
          </div>
          <ConfirmDialog
            isOpen={isAsking}
            onClose={() => setAsking(false)}
            title="Block Ana?"
            text="They cannot call you or ask to be added. They are not told."
            confirm="Block"
            cancel="Cancel"
            onConfirm={() => toast("Blocked")}
          />
        </div>
      </Shelf>
      <Shelf title="List: long, loading, empty, failed">
        <div className="grid gap-4">
          <Card>
            <ul className="divide-y divide-line">
              {people.slice(0, 2).map((person, index) => (
                <ListRow
                  key={person.id}
                  name={person.name}
                  leading={<Avatar person={person} />}
                  title={<span className="truncate">{index ? longName : person.name}</span>}
                  detail={<span className="truncate">@handle</span>}
                  actions={<Button size="sm">Act</Button>}
                />
              ))}
            </ul>
          </Card>
          <Card>
            <SkeletonRows count={2} label="Loading" />
          </Card>
          <Card>
            <EmptyState
              icon={<UsersRound />}
              title="Nobody here yet"
              text="Find someone by handle or e-mail."
              action={<Button tone="primary">Find someone</Button>}
            />
          </Card>
          <Card>
            <ErrorState
              title="This could not be loaded"
              text="Peal does not answer."
              action={<Button>Try again</Button>}
            />
          </Card>
        </div>
      </Shelf>
    </>
  );
}
