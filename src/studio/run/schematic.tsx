/** The build-out in one month as a picture: tiers with backlogs and lead times, flows between them, builders and sites. */

import type { VNode } from 'preact';
import { type InspectedRun, type ReplayColumn, valueAt } from '../inspected-run.ts';
import { Words } from '../plots/svg.tsx';
import { nameOf, shortWord } from '../words.ts';
import { curve, HEIGHT, type Layout, type Placed, TIER, WIDTH } from './schematic-layout.ts';

/** Width of the widest flow and length of a full bar, pixels. */
const WIDEST = 11;
const BAR = TIER.width - 16;

interface Props {
  readonly run: InspectedRun;
  readonly layout: Layout;
  readonly month: number;
}

export function Schematic({ run, layout, month }: Props): VNode {
  const isPaused = run.wallMonth >= 0 && month >= run.wallMonth && (run.pauseEnd < 0 || month < run.pauseEnd);
  const most = mostOf(run, 'node/orders_mw');
  return (
    <svg class="schematic" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={spoken(run, month)}>
      <defs>
        <pattern id="duplicates" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="fill c3" width="2.5" height="5" />
        </pattern>
      </defs>
      <Words kind="label" x={4} y={14} text="Suppliers: deliveries run to the right, orders to the left" />
      <Words kind="label" x={layout.builders + 22} y={14} text="Builders: orders" />
      <Words kind="label" x={layout.sites + 4} y={14} text="Sites and grid" />
      {layout.links.map((link) => {
        const { id, at } = link.from;
        const width = (column: ReplayColumn): number => 0.5 + WIDEST * share(valueAt(run, column, month, at), most[at]);
        return (
          <g key={`${id}-${link.to.id}`}>
            <path class="flow goods" d={curve(link, 5)} stroke-width={width('node/shipments_mw')} />
            <path class="flow orders" d={curve(link, -7)} stroke-width={width('node/orders_mw')} />
          </g>
        );
      })}
      {layout.tiers.map((tier) => (
        <Tier key={tier.id} tier={tier} run={run} month={month} />
      ))}
      <Builders {...{ run, layout, month, isPaused }} />
      <Sites {...{ run, layout, month }} />
      {isPaused && (
        <g class="stop">
          <line x1={layout.builders + 2} x2={layout.builders + 2} y1={24} y2={HEIGHT - 8} />
          <Words x={layout.builders - 4} y={34} anchor="end" text={`${nameOf(run.wall)} wall: orders pause`} />
        </g>
      )}
    </svg>
  );
}

const share = (value: number, most: number): number => (most > 0 ? Math.min(1, value / most) : 0);

/** Highest value of each entity over the run. */
function mostOf(run: InspectedRun, column: ReplayColumn): number[] {
  const values = run.series[column] ?? new Float32Array(0);
  const width = values.length / run.months;
  const most = new Array<number>(width).fill(0);
  for (let i = 0; i < values.length; i++) most[i % width] = Math.max(most[i % width], values[i]);
  return most;
}

function Tier({ tier, run, month }: Omit<Props, 'layout'> & { readonly tier: Placed }): VNode {
  const value = (column: ReplayColumn): number => valueAt(run, column, month, tier.at);
  const most = mostOf(run, 'node/backlog_mw')[tier.at];
  const backlog = value('node/backlog_mw');
  const duplicates = Math.min(backlog, value('node/backlog_phantom_mw'));
  const made = share(value('node/shipments_mw'), value('node/capacity_mw_per_month'));
  const real = BAR * share(backlog - duplicates, most);
  const lead = value('node/lead_quoted_months');
  const normal = valueAt(run, 'node/lead_quoted_months', 0, tier.at);
  return (
    <g transform={`translate(${tier.x},${tier.y})`}>
      <rect class="tier" width={TIER.width} height={TIER.height} rx={5} />
      <Words kind="strong" x={8} y={17} text={nameOf(tier.id)} />
      <rect class="trough" x={8} y={25} width={BAR} height={11} />
      <rect class="fill c1" x={8} y={25} width={real} height={11} />
      <rect fill="url(#duplicates)" x={8 + real} y={25} width={BAR * share(duplicates, most)} height={11} />
      <rect class="trough" x={8} y={40} width={BAR} height={5} />
      <rect class="fill c0" x={8} y={40} width={BAR * made} height={5} />
      <Words
        kind={lead > normal * 1.2 ? 'strong warm' : 'faint'}
        x={8}
        y={61}
        text={`lead ${shortWord(Number(lead.toPrecision(2)))} months`}
      />
    </g>
  );
}

function Builders({ run, layout, month, isPaused }: Props & { readonly isPaused: boolean }): VNode {
  const most = Math.max(...mostOf(run, 'firm/investment_mw'));
  const { systems } = layout;
  const gap = (HEIGHT - 60) / run.firms.length;
  const x = layout.builders + 22;
  const total = valueAt(run, 'scalar/delivered_mw', month);
  const mostDelivered = mostOf(run, 'scalar/delivered_mw')[0];
  return (
    <g>
      {systems !== undefined && (
        <path
          class="flow goods"
          d={`M${systems.x + TIER.width},${systems.y + TIER.height / 2}H${x - 8}`}
          stroke-width={0.5 + WIDEST * share(total, mostDelivered)}
        />
      )}
      {run.firms.map(({ id, name }, f) => {
        const orders = valueAt(run, 'firm/investment_mw', month, f);
        const y = 34 + f * gap;
        return (
          <g key={id}>
            <Words x={x} y={y + 8} text={name} />
            <rect class="trough" x={x} y={y + 14} width={98} height={13} />
            <rect
              class={`fill ${isPaused ? 'c-none' : 'c1'}`}
              x={x}
              y={y + 14}
              width={98 * share(orders, most)}
              height={13}
            />
            <Words kind="tick" x={x + 102} y={y + 24} text={shortWord(Math.round(orders))} />
          </g>
        );
      })}
      <Words kind="tick" x={x} y={HEIGHT - 6} text="MW a month" />
    </g>
  );
}

function Sites({ run, layout, month }: Props): VNode {
  const value = (column: ReplayColumn): number => valueAt(run, column, month);
  const most = Math.max(mostOf(run, 'scalar/live_mw')[0], mostOf(run, 'scalar/queued_mw')[0]) / 1000;
  const full = 128;
  const x = layout.sites + 4;
  const bars = [
    { text: 'running', gw: value('scalar/live_mw') / 1000, colour: 'fill c2' },
    { text: 'delivered, unpowered', gw: value('scalar/staged_mw') / 1000, colour: 'fill c3' },
    { text: 'waiting for the grid', gw: value('scalar/queued_mw') / 1000, colour: 'fill c4' },
  ];
  return (
    <g>
      {bars.map(({ text, gw, colour }, i) => (
        <g key={text} transform={`translate(${x},${36 + i * 58})`}>
          <Words x={0} y={6} text={text} />
          <rect class="trough" x={0} y={12} width={full} height={16} />
          <rect class={colour} x={0} y={12} width={full * share(gw, most)} height={16} />
          <Words kind="strong" x={0} y={43} text={`${shortWord(Number(gw.toPrecision(3)))} GW`} />
        </g>
      ))}
      <Words
        kind="faint"
        x={x}
        y={218}
        text={`wait ${shortWord(Math.round(value('scalar/queue_wait_months')))} months`}
      />
      <Words kind="faint" x={x} y={236} text={`${Math.round(value('scalar/refused_for_sites') * 100)} % of orders`} />
      <Words kind="faint" x={x} y={252} text="find no site" />
    </g>
  );
}

function spoken(run: InspectedRun, month: number): string {
  const gw = (column: ReplayColumn): string => `${shortWord(valueAt(run, column, month) / 1000)} GW`;
  const leads = run.nodes.map(
    (node, n) => `${nameOf(node)} ${Math.round(valueAt(run, 'node/lead_quoted_months', month, n))} months`,
  );
  return `Builders order ${shortWord(valueAt(run, 'scalar/investment_mw', month))} MW this month; ${gw('scalar/live_mw')} are running, ${gw('scalar/staged_mw')} wait for power, ${gw('scalar/queued_mw')} wait for the grid. Lead times: ${leads.join(', ')}.`;
}
