import * as asked from "./tool-known-asks.ts";
import { made, type Maker } from "./tool-skills.ts";

/** Tools that many programs have: the weather, an order, a stock, a telephone book. */

const skies = [
  "sunny",
  "rainy",
  "cloudy",
  "windy",
  "foggy",
  "clear",
  "stormy",
  "dry",
  "snowy",
  "mild",
] as const;

export const known: readonly Maker[] = [
  (scene) => {
    const { dice, words } = scene;
    const [v, sky, degrees] = [words.town(), dice.pick(skies), dice.between(-5, 38)];
    return made(scene, {
      kind: "weather",
      names:
        "get_weather weather current_weather weather_in weather_report get_forecast check_weather local_weather",
      descriptions: [
        "Weather in a city",
        "Gets the weather",
        "Returns the current weather of a city",
        "Current weather of a place",
        "Tells how the weather is somewhere",
        "Temperature and sky in a city",
        "Looks up the weather for a town",
      ],
      parameters: [["city place location town where", v]],
      asked: asked.weatherAsked,
      slots: { v },
      result: {
        [dice.pick(["weather", "weather", "sky", "condition"])]: sky,
        [dice.pick(["degrees", "degrees", "temperature"])]: degrees,
      },
      said: `It is ${sky} in ${v}, at ${degrees} degrees.`,
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const v = words.order();
    const state = dice.pick([
      "shipped",
      "delivered",
      "packed",
      "late",
      "on its way",
      "cancelled",
      "waiting",
      "ready",
      "lost",
      "paid",
      "open",
      "in the warehouse",
    ]);
    return made(scene, {
      kind: "order",
      names: "order_status get_order track_order find_order lookup_order check_order trace_order order_state",
      descriptions: [
        "Status of an order",
        "Looks up an order",
        "Finds an order by its number",
        "Tells where an order is",
        "Tracks an order",
        "State of an order by its number",
        "Checks how far an order is",
      ],
      parameters: [["order order_id number order_number id", v]],
      asked: asked.orderAsked,
      slots: { v },
      result: { [dice.pick(["status", "status", "state"])]: state },
      said: `Order ${v} is ${state}.`,
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const [v, count] = [words.product(), dice.between(0, 80)];
    return made(scene, {
      kind: "stock",
      names: "stock check_stock inventory find_product stock_level get_stock count_stock availability",
      descriptions: [
        "How many of a product are in stock",
        "Checks the stock of a product",
        "Stock of a product",
        "Counts what is left of a product",
        "Tells how many pieces of a product there are",
        "Availability of a product",
      ],
      parameters: [["product item name article", v]],
      asked: asked.stockAsked,
      slots: { v },
      result: { [dice.pick(["count", "count", "stock", "quantity", "left"])]: count },
      said: `There are ${count} of the ${v} in stock.`,
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const v = dice.chance(0.6) ? words.name() : words.fullName();
    const number = `${dice.between(100, 999)} ${dice.between(1000, 9999)}`;
    return made(scene, {
      kind: "phone",
      names:
        "phone_book find_contact get_phone lookup_person phone_number contacts find_number telephone_book",
      descriptions: [
        "Finds the phone number of a person",
        "Looks up a contact",
        "Phone number of a person",
        "Searches the telephone book",
        "Gives somebody's phone number",
        "Number under which a person can be called",
      ],
      parameters: [["name person contact who", v]],
      asked: asked.phoneAsked,
      slots: { v },
      result: { [dice.pick(["phone", "phone", "number", "telephone"])]: number },
      said: `The phone number of ${v} is ${number}.`,
    });
  },
  (scene) => {
    const { words } = scene;
    const [v, time] = [words.town(), words.clock()];
    return made(scene, {
      kind: "time",
      names: "get_time local_time time_in current_time clock world_clock",
      descriptions: [
        "Local time of a city",
        "Tells what time it is in a place",
        "Current time in a city",
        "Gets the time somewhere",
      ],
      parameters: [["city place location town where", v]],
      asked: asked.timeAsked,
      slots: { v },
      result: { time },
      said: `It is ${time} in ${v}.`,
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const [v, price] = [words.product(), dice.between(2, 900)];
    return made(scene, {
      kind: "price",
      names: "get_price price price_of find_price check_price product_price",
      descriptions: [
        "Price of a product",
        "Tells what a product costs",
        "Looks up the price of a product",
        "How much a product is",
      ],
      parameters: [["product item name article", v]],
      asked: asked.priceAsked,
      slots: { v },
      result: { [dice.pick(["price", "price", "euros", "cost"])]: price },
      said: `The ${v} costs ${price} euros.`,
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const v = dice.chance(0.6) ? words.name() : words.fullName();
    const email = `${words.invented()}@${words.noun()}.${dice.pick(["com", "org", "net", "example", "de", "io"])}`;
    return made(scene, {
      kind: "mail address",
      names: "find_email get_email email_of email_address mail_address address_book",
      descriptions: [
        "Email address of a person",
        "Finds somebody's email address",
        "Looks up an email address by a name",
        "Gives the e-mail address of a contact",
      ],
      parameters: [["name person contact who", v]],
      asked: asked.mailAsked,
      slots: { v },
      result: { email },
      said: `The email address of ${v} is ${email}.`,
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const [v, w, distance] = [words.town(), words.town(), dice.between(12, 2900)];
    return made(scene, {
      kind: "distance",
      names: "distance get_distance route_length how_far measure_route",
      descriptions: [
        "Distance between two cities",
        "Tells how far it is from one place to another",
        "Kilometres between two towns",
        "Measures the way from a place to another",
      ],
      parameters: [
        ["from start origin", v],
        ["to end destination", w],
      ],
      asked: asked.routeAsked,
      slots: { v, w },
      result: { [dice.pick(["kilometres", "km", "distance"])]: distance },
      said: `It is ${distance} kilometres from ${v} to ${w}.`,
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const [v, w, time, platform] = [words.town(), words.town(), words.clock(), dice.between(1, 24)];
    return made(scene, {
      kind: "train",
      names: "next_train find_train train_times get_connection timetable",
      descriptions: [
        "Next train between two cities",
        "Finds a train connection",
        "Timetable of the trains",
        "Tells when the next train goes",
      ],
      parameters: [
        ["from start origin", v],
        ["to end destination", w],
      ],
      asked: asked.trainAsked,
      slots: { v, w },
      result: { [dice.pick(["time", "departure", "leaves"])]: time, platform },
      said: `The train from ${v} to ${w} leaves at ${time} from platform ${platform}.`,
    });
  },
  (scene) => {
    const { dice, words } = scene;
    const [x = "", y = ""] = dice.some(
      ["euros", "dollars", "francs", "pounds", "yen", "crowns", "rupees", "pesos"],
      2,
    );
    const [v, amount] = [Number(words.number(2, 900)), dice.between(2, 9000)];
    return made(scene, {
      kind: "exchange",
      names: "convert_currency exchange exchange_money currency convert_money",
      descriptions: [
        "Converts money into another currency",
        "Exchanges an amount between two currencies",
        "Currency converter",
      ],
      parameters: [
        ["amount value sum", v],
        ["from currency source", x],
        ["to into target", y],
      ],
      asked: asked.exchangeAsked,
      slots: { v: String(v), x, y },
      result: { [dice.pick(["amount", "result"])]: amount },
      said: `${v} ${x} are ${amount} ${y}.`,
    });
  },
];
