import { question } from "../frames.ts";
import { type Act, type Scene, styled, user } from "../scene.ts";
import { emailGiven, handOverWays, passwordWays } from "./account-ways.ts";
import {
  addressAlone,
  addressWays,
  cancelAlone,
  cancelWays,
  damageAlone,
  damageWays,
  end,
  numbered,
  numberFirst,
  numberGiven,
  numberLast,
  refundAlone,
  refundWays,
  start,
  statusAlone,
  statusWays,
  unnumbered,
} from "./support-ways.ts";

interface Case {
  /** With `@it`, see support-ways.ts, and `[p]`, a product. */
  readonly ways: readonly string[];
  /** What is only said before the number is asked for. */
  readonly alone: readonly string[];
  readonly done: string;
  readonly brief: string;
}

const cases: readonly Case[] = [
  {
    ways: statusWays,
    alone: statusAlone,
    done: "I have looked up order [o]. It is on its way and should arrive within three days.",
    brief: "Order [o] is on its way.",
  },
  {
    ways: refundWays,
    alone: refundAlone,
    done: "I have started the refund for order [o]. You will get your money back within five days.",
    brief: "The refund for order [o] has started.",
  },
  {
    ways: cancelWays,
    alone: cancelAlone,
    done: "I have cancelled order [o]. You will not be charged.",
    brief: "Order [o] is cancelled.",
  },
  {
    ways: damageWays,
    alone: damageAlone,
    done: "I am sorry about that. I will send you a replacement for order [o].",
    brief: "A replacement for order [o] is coming.",
  },
  {
    ways: addressWays,
    alone: addressAlone,
    done: "I can change the address of order [o]. What is the new address?",
    brief: "What is the new address for order [o]?",
  },
];

/** `Where is my parcel?` */
function unnumberedWay({ dice }: Scene, { ways, alone }: Case): string {
  const way = dice.chance(0.25) ? dice.pick(alone) : dice.pick(ways).replaceAll("@it", unnumbered);
  return start + way + end;
}

/** `Where is order 123?`, or the number before or behind it all. */
function numberedWay({ dice }: Scene, { ways, alone }: Case): string {
  if (dice.chance(0.6)) return start + dice.pick(ways).replaceAll("@it", numbered) + end;
  const way = dice.chance(0.25) ? dice.pick(alone) : dice.pick(ways).replaceAll("@it", unnumbered);
  return dice.chance(0.4) ? numberFirst + way + end : `${start}${way}${numberLast}{.||, please.|, thanks.}`;
}

export const support: Act = (scene) => {
  const { dice, words } = scene;
  const kind = dice.pick(cases);
  const known = scene.facts.get("order")?.value;
  const product = words.product();
  if (known === undefined && dice.chance(0.45)) {
    user(scene, unnumberedWay(scene, kind), { p: product });
    styled(scene, "I can help with that. What is your order number?", "What is your order number?");
    const order = words.order();
    user(scene, numberGiven, { o: order });
    keep(scene, order);
    return styled(scene, kind.done, kind.brief, { o: order });
  }
  const order = known ?? words.order();
  if (known !== undefined && dice.chance(0.6)) user(scene, unnumberedWay(scene, kind), { p: product });
  else {
    user(scene, numberedWay(scene, kind), { o: order, p: product });
    keep(scene, order);
  }
  styled(scene, kind.done, kind.brief, { o: order });
};

function keep(scene: Scene, order: string): void {
  scene.facts.set("order", {
    kind: "order",
    value: order,
    statement: `your order number is ${order}`,
    asks: [
      question(
        [
          "what {is|was} my order number",
          "which {order |}number {did I {give|tell} you|does my order have|did I mention|has my order}",
          "{what|which} number {is|was} {on|for} my order",
          "under {what|which} number is my order",
          "what {did I say|was it again:} my order number",
          "the number of my order",
          "my order number",
        ],
        [
          "my order number",
          "what my order number {is|was}",
          "the number of my order",
          "which number my order has",
        ],
      ),
    ],
  });
}

export const password: Act = (scene) => {
  const { dice, words } = scene;
  user(scene, passwordWays);
  styled(scene, "I can help with that. Which email address belongs to your account?", "Which email address?");
  const email = `${words.name().toLowerCase()}${dice.chance(0.4) ? `.${words.noun()}` : ""}@${dice.pick([words.noun, words.invented])()}.${dice.pick(["com", "org", "net", "example", "de", "io"])}`;
  user(scene, emailGiven, { e: email });
  styled(scene, "Thank you. I have sent a link for a new password to [e].", "A link was sent to [e].", {
    e: email,
  });
};

export const handOver: Act = (scene) => {
  user(scene, handOverWays);
  styled(
    scene,
    "I will hand you over to a person. Please wait a moment.",
    "I will hand you over to a person.",
  );
};
