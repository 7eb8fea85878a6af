import { question, request } from "../frames.ts";

/** How people ask for the weather, an order, a stock, a number. */

const hello =
  "{|||||Hi, |Hello, |Hey, |So, |OK, |Please |Hi there, |Good morning, |Excuse me, |Quick question: |Now |And |Well, |Sorry, }";

const asks = (
  direct: readonly string[],
  indirect: readonly string[],
  deeds: readonly string[],
  telegrams: readonly string[],
): string =>
  `{${question(direct, indirect)}|${question(direct, indirect)}|${request(deeds)}|${hello}{${telegrams.join("|")}}{?|.||, please|!}}`;

const see =
  "{check|look up|get|tell me|find|find out|show me|fetch|see|give me|look for|report|query|search for}";

export const weatherAsked = asks(
  [
    "{what is|how is} the weather{| like| today| now| at the moment| right now| this morning| tonight} in [v]",
    "{how|what} is it {like |}outside in [v]",
    "how {warm|cold|hot|chilly|mild|windy|wet|nice} is it{| now| today| outside} in [v]",
    "is it {sunny|raining|cold|warm|windy|foggy|cloudy|hot|snowing|freezing|nice|wet|dry|stormy|clear}{| today| now} in [v]",
    "{do|would|will} I need {an umbrella|a coat|a jacket|sunglasses|a raincoat|boots|a hat}{| today| now} in [v]",
    "{does|is} {the sun shine|the sun shining|it raining|it rain} in [v]",
    "what {temperature|weather} {is it|do they have|do we have|is there} in [v]",
    "what is the {temperature|sky|forecast|climate} {like |}in [v]{| today| now}",
    "how many degrees {is it|are there|do they have} in [v]",
    "can {I|we} {sit outside|go for a walk|have a picnic|swim outdoors|hang out the washing} in [v]{| today| now}",
    "what should I wear in [v] today",
    "what is [v]'s weather",
    "in [v], how is the weather",
  ],
  [
    "{the|about the} weather in [v]",
    "how the weather in [v] is",
    "how {warm|cold|hot} it is in [v]",
    "if it {rains|is raining|is sunny|is warm|is cold} in [v]",
    "the temperature in [v]",
    "what the weather is like in [v]",
  ],
  [
    `${see} the {weather|temperature|current weather|weather report|conditions} {in|for|at} [v]`,
    "tell me {how the weather is|what the weather is like|how warm it is|if it rains} in [v]",
  ],
  [
    "weather [v]",
    "weather in [v]",
    "[v] weather",
    "[v]: weather",
    "weather report [v]",
    "temperature [v]",
    "[v], the weather",
    "rain in [v]",
    "I am {going|travelling|flying|driving|moving} to [v], how is the weather there",
    "I need the weather for [v]",
  ],
);

export const orderAsked = asks(
  [
    "where is {|my |the }order [v]",
    "what is the {status|state} of {|my |the }order [v]",
    "is {|my |the }order [v] {shipped|on its way|here|ready|sent|packed|delivered|late|done|out}{| yet| already}",
    "has {|my |the }order [v] {been shipped|been sent|left|arrived|gone out|been packed|been delivered}{| yet| already}",
    "how {is|far is|is it going with} {|my |the }order [v]{| going| doing}",
    "what {is happening with|happened to|is the news on|about|became of|is going on with} {|my |the }order [v]",
    "when {will|does} {|my |the }order [v] {come|arrive|ship}",
    "did you {ship|send|pack|post} {|my |the }order [v]",
    "any {news|update|progress} {on|about|for} {|my |the }order [v]",
    "can I {track|follow|check} {|my |the }order [v]",
  ],
  [
    "where {|my |the }order [v] is",
    "the {status|state} of {|my |the }order [v]",
    "about {|my |the }order [v]",
    "if {|my |the }order [v] is {shipped|ready|on its way|here}",
    "how far {|my |the }order [v] is",
  ],
  [
    "{check|track|look up|follow|find|trace|locate|look for|look into} {|my |the }order [v]",
    "{check|tell me|find out|see|look up} {where {|my |the }order [v] is|the {status|state} of {|my |the }order [v]}",
    "give me an update on {|my |the }order [v]",
  ],
  [
    "order [v]",
    "order [v], status",
    "status [v]",
    "status of [v]",
    "track [v]",
    "tracking [v]",
    "where is [v]",
    "I am waiting for order [v]",
    "my order number is [v], where is it",
    "order [v]: where is it",
    "I ordered something, number [v], where is it",
  ],
);

export const stockAsked = asks(
  [
    "how many {|of the }[v]s {do you have|are in stock|are left|are there|have we got|remain|are available|are on the shelf}",
    "is {the|a|any} [v] {in stock|available|left|on the shelf|in the warehouse|sold out|still there}",
    "{do|did} {you|we} have {a|the|any|some} [v]{| left| in stock| there}",
    "what is the {stock|inventory|quantity|supply} of {|the }[v]",
    "how {much|large is the} stock {of|do we have of} {|the }[v]",
    "are {there |}any [v]s {left|in stock|available|to be had}",
    "can I {still |}{buy|get|order|have} {a|the} [v]",
    "have {we|you} got {a|any|the} [v]{| in stock| left}",
    "are we out of {|the }[v]",
    "how well stocked are we with the [v]",
  ],
  [
    "how many {|of the }[v]s {we have|there are|are left|are in stock}",
    "if the [v] is {in stock|available|sold out}",
    "the stock of {|the }[v]",
    "whether {you|we} have {a|the} [v]",
  ],
  [
    "{check|look up|tell me|give me|find|count} the {stock|inventory|quantity} {of|for} {|the }[v]",
    "{check|see|find out|look} {if|whether} {the [v] is in stock|we have a [v]|there is a [v] left}",
    "count the [v]s",
  ],
  [
    "[v] in stock",
    "any [v] left",
    "stock [v]",
    "[v]: how many",
    "[v], stock",
    "stock of [v]",
    "quantity [v]",
    "I want to buy a [v], is there one",
    "availability of the [v]",
  ],
);

export const phoneAsked = asks(
  [
    "what is the {|phone |telephone |mobile |cell }number of [v]",
    "what is [v]'s {|phone |telephone |mobile |cell }number",
    "how {can|do|could} {I|we} {call|reach|phone|ring|contact|telephone} [v]",
    "{what|which} {|phone |telephone }number {does [v] have|has [v]|belongs to [v]|is [v]'s|do we have for [v]}",
    "under {what|which} number {can I reach|is} [v]{| reachable}",
    "do {you|we} have {[v]'s|a} {|phone |telephone }number{| for [v]}",
    "where can I {call|reach|ring} [v]",
    "on what number do I get [v]",
  ],
  [
    "the {|phone |telephone |mobile }number of [v]",
    "[v]'s {|phone |telephone |mobile }number",
    "how {to|I can} {call|reach|phone|ring} [v]",
    "{which|what} number [v] has",
  ],
  [
    "{find|look up|get|give me|tell me|search for|show me|dig up|check} {the {|phone |telephone |mobile }number of [v]|[v]'s {|phone |telephone |mobile }number}",
    "look up [v]{| in the phone book| in the contacts}",
  ],
  [
    "phone number [v]",
    "number of [v]",
    "[v]'s number",
    "[v], phone",
    "[v]: phone number",
    "phone of [v]",
    "contact [v]",
    "I {want|need|have|would like} to {call|phone|ring} [v], what is the number",
    "telephone [v]",
  ],
);

export const timeAsked = asks(
  [
    "what time is it{| now} in [v]",
    "how late is it in [v]",
    "what is the {|local |current }time in [v]",
    "what does the clock {say|show} in [v]",
    "what is [v]'s local time",
    "is it {late|morning|night|evening|noon} in [v]{| now}",
  ],
  ["the {|local |current }time in [v]", "what time it is in [v]", "how late it is in [v]"],
  [`${see} the {time|local time|current time} {in|for} [v]`, "tell me what time it is in [v]"],
  [
    "time in [v]",
    "[v] time",
    "[v]: local time",
    "clock [v]",
    "local time [v]",
    "I have to call [v], what time is it there",
  ],
);

export const priceAsked = asks(
  [
    "what does {the|a|your} [v] cost",
    "how much {is|does} {the|a|your} [v]{| cost}",
    "what is the price of {the|a|your} [v]",
    "how {expensive|cheap} is the [v]",
    "what do {you|they} {charge|ask|want} for {the|a} [v]",
    "what would I pay for {the|a} [v]",
    "what {do I|would I|must I|does one} {pay|spend} for {the|a} [v]",
    "for how much do you sell the [v]",
    "at what price do you sell the [v]",
    "what is the [v] worth",
  ],
  [
    "what {the|a} [v] costs",
    "the price of {the|a} [v]",
    "how much {the|a} [v] {is|costs}",
    "how expensive the [v] is",
  ],
  [
    `${see} the {price|cost} of {the|a} [v]`,
    "quote me a price for the [v]",
    "tell me what {the|a} [v] costs",
  ],
  [
    "price [v]",
    "[v] price",
    "[v], how much",
    "[v]: price",
    "cost of the [v]",
    "price for a [v]",
    "the [v], what does it cost",
  ],
);

export const mailAsked = asks(
  [
    "what is the {e-mail|email|mail} {address |}of [v]",
    "what is [v]'s {e-mail|email|mail} address",
    "{which|what} {e-mail|email} address {does [v] have|has [v]|belongs to [v]}",
    "how can I {e-mail|email|mail|write to} [v]",
    "to {what|which} address do I {mail|e-mail|email} [v]",
    "where do I send an email to [v]",
  ],
  [
    "the {e-mail|email|mail} address of [v]",
    "[v]'s {e-mail|email} address",
    "how to {email|e-mail|mail} [v]",
  ],
  [
    `${see} the {e-mail|email|mail} address of [v]`,
    "{find|look up|give me|get} [v]'s {e-mail|email|mail} address",
  ],
  [
    "email [v]",
    "e-mail address of [v]",
    "[v]: email",
    "[v]'s email",
    "mail address [v]",
    "I {want|need|have} to write to [v], what is the email address",
  ],
);

export const routeAsked = asks(
  [
    "how far is it from [v] to [w]",
    "how far {is|apart are} [v] {from|and} [w]",
    "what is the distance {between [v] and [w]|from [v] to [w]}",
    "how many kilometres {is it|are there|lie} {between [v] and [w]|from [v] to [w]}",
    "how long is the {way|road|trip|route|drive|journey} from [v] to [w]",
    "is it far from [v] to [w]",
  ],
  [
    "how far it is from [v] to [w]",
    "the distance {between [v] and [w]|from [v] to [w]}",
    "how far [v] is from [w]",
  ],
  [
    `${see} the {distance|way|route} {between [v] and [w]|from [v] to [w]}`,
    "{measure|calculate|work out|compute} the distance {between [v] and [w]|from [v] to [w]}",
  ],
  [
    "distance [v] [w]",
    "[v] to [w], how far",
    "from [v] to [w], how many kilometres",
    "[v] - [w], distance",
    "distance from [v] to [w]",
    "I {drive|travel|go|cycle} from [v] to [w], how far is it",
  ],
);

export const trainAsked = asks(
  [
    "when {does|is} the {next |first |}{train|bus} {leave |go |}from [v] to [w]",
    "when {can I|do I} {get|go} {a train|the train|by train} from [v] to [w]",
    "at what time {does the train leave|is there a train} from [v] to [w]",
    "is there a train from [v] to [w]",
    "which train goes from [v] to [w]",
    "how do I get from [v] to [w] by train",
    "when does a train go from [v] to [w]",
  ],
  [
    "when the {next |}train from [v] to [w] {leaves|goes}",
    "the {next |}train from [v] to [w]",
    "which train goes from [v] to [w]",
  ],
  [
    "{find|look up|check|search for|get|show me|give me} {a|the next|the first|me a} {train|connection} from [v] to [w]",
    "{look up|check|find out} when the train from [v] to [w] {leaves|goes}",
  ],
  [
    "train [v] [w]",
    "train from [v] to [w]",
    "[v] to [w] by train",
    "next train [v] - [w]",
    "I {want|have|need|would like} to go from [v] to [w], when is the next train",
    "connection [v] to [w]",
  ],
);

export const exchangeAsked = asks(
  [
    "how much {are|is} [v] [x] in [y]",
    "what {are|is} [v] [x] in [y]",
    "how many [y] {are|do I get for|is} [v] [x]",
    "what {do I get|would I get} for [v] [x] in [y]",
    "what are [v] [x] worth in [y]",
  ],
  ["how much [v] [x] are in [y]", "how many [y] I get for [v] [x]", "what [v] [x] are in [y]"],
  ["{convert|exchange|change|turn} [v] [x] {to|into|in} [y]", "{calculate|work out|tell me} [v] [x] in [y]"],
  ["[v] [x] in [y]", "[v] [x] to [y]", "[v] [x] = how many [y]", "I have [v] [x], how much is that in [y]"],
);
