import { request, statement, wish } from "../frames.ts";

/** How people ask for something to be done: booked, sent, set, cancelled. */

const asks = (
  deeds: readonly string[],
  things: readonly string[],
  sayings: readonly string[],
  telegrams: readonly string[],
): string =>
  `{${request(deeds)}|${request(deeds)}|${request(deeds)}|${wish(things)}|${statement(sayings)}|{|||OK, |Hi, |Please |Now |Then }{${telegrams.join("|")}}{.||!|, please|?}}`;

const book =
  "{book|reserve|arrange|organise|organize|get|secure|order|make me|hold|set aside|sort out|request}";
const plan =
  "{book|plan|schedule|set up|arrange|make|put in|fix|organise|organize|add|enter|create|put down|agree on|block|slot in|pencil in|note down}";
const meeting =
  "{a meeting|an appointment|a call|a talk|a chat|a conversation|a conference|a video call|a get-together|a session|a slot|a date}";
const send = "{send|write|drop|text|forward|deliver|shoot|fire off|dispatch|transmit|post}";
const message =
  "{a message|a text|a note|an SMS|a short message|a line|word|a text message|a short note|a memo|a chat message}";
const set = "{set|make|put on|turn on|activate|programme|program|start|create|switch on|prepare}";
const cancel =
  "{cancel|call off|delete|drop|undo|annul|withdraw|scrap|revoke|stop|remove|take back|abort|strike|terminate|void}";

export const meetingAsked = asks(
  [
    `${plan} ${meeting} {with|between me and|for me and|together with} [v] {on|for|this|next} [d] at [h]`,
    `${plan} ${meeting} {on|for} [d] at [h] with [v]`,
    `${plan} [d] at [h] for ${meeting} with [v]`,
    "put [v] {into|in|on} {my|the|our} {calendar|diary|schedule|agenda} {for|on} [d] at [h]",
    "{meet|see} [v] on [d] at [h], put it in {my|the} calendar",
  ],
  [`${meeting} with [v] on [d] at [h]`, "[d] at [h] with [v] in {my|the} calendar"],
  [
    "I {want|would like|have|need|plan|wish|am going} to {meet|see|talk to|speak to|call} [v] on [d] at [h], please {book|arrange|schedule|plan} it",
    "[v] {wants|would like|needs} to {meet|see} me on [d] at [h], {book it|put it in the calendar|schedule it}",
    "[v] {is free|has time|is available} on [d] at [h], {book a meeting|put it in the calendar}",
  ],
  [
    "meeting with [v], [d] [h]",
    "appointment [v] [d] [h]",
    "[d] [h], meeting with [v]",
    "[v], [d], [h]: book a meeting",
    "new event: [v], [d] at [h]",
    "calendar: [v] on [d] at [h]",
    "meeting [v] [d] [h]",
  ],
);

export const tableAsked = asks(
  [
    `${book} a table for [n]{| people| persons| guests| of us} {on|this|next} [d] at [h]`,
    `${book} a table {on|for} [d] at [h] for [n]{| people| persons| guests}`,
    `${book} us a table, [n]{| people| persons}, [d] at [h]`,
  ],
  ["a table for [n]{| people| persons| guests} on [d] at [h]"],
  [
    "we are [n] people and want to eat on [d] at [h]",
    "we would like to {come|dine|eat|have dinner|have lunch} on [d] at [h], [n] of us",
    "I {want|would like|need} to {reserve|book} for [n] on [d] at [h]",
  ],
  [
    "table for [n], [d] [h]",
    "[d] at [h], table for [n]",
    "reservation: [n] people, [d], [h]",
    "[n] people, [d], [h], a table",
  ],
);

export const messageAsked = asks(
  [
    `${send} [v] ${message} {that|saying that|to say that|saying|that says} [x]`,
    `${send} ${message} to [v] {that|saying that|to say that|saying|with the words|that reads} [x]`,
    "{tell|let|inform|notify|remind|message|text|write} [v] {that |}[x]",
    "let [v] know that [x]",
    `${send} [v] {this|the following}: [x]`,
    `${send} ${message} to [v]: [x]`,
    "pass on to [v] that [x]",
  ],
  [`${message} to [v]: [x]`, `${message} for [v] that says [x]`],
  [
    "I {want|would like|need} [v] to know that [x]",
    "[v] {should|must|has to|needs to} {know|hear|be told} that [x]",
  ],
  [
    "message to [v]: [x]",
    "to [v]: [x]",
    "text [v]: [x]",
    "[v], message: [x]",
    "SMS to [v]: [x]",
    "tell [v]: [x]",
    "write to [v]: [x]",
  ],
);

export const alarmAsked = asks(
  [
    `${set} {an|the|my|one} alarm {for|at|to} [h]`,
    "wake me{| up} at [h]",
    "let the alarm ring at [h]",
    "get me {up|out of bed} at [h]",
    `${set} {the|my} alarm clock {for|at|to} [h]`,
  ],
  ["an alarm {at|for} [h]", "a wake-up call at [h]"],
  [
    "I {must|have to|need to|want to|should} {get up|be up|wake up|rise|be awake} at [h]",
    "I do not want to sleep longer than [h]",
  ],
  ["alarm [h]", "alarm at [h]", "wake me [h]", "[h] alarm", "alarm: [h]", "up at [h]"],
);

export const timerAsked = asks(
  [
    `${set} {a|the|my} {timer|countdown|kitchen timer} {for|of|to} [n] minutes`,
    "count down [n] minutes",
    "{wake|call|alert|warn|ping} me in [n] minutes",
    "time [n] minutes",
    "{let it ring|ring} in [n] minutes",
    `${set} a [n] minute timer`,
  ],
  ["a timer {of|for} [n] minutes", "a [n] minute timer"],
  [
    "the {eggs|noodles|potatoes|cake|bread|tea|pasta} {need|take|needs|takes} [n] minutes, set a timer",
    "I need to know when [n] minutes are over",
  ],
  ["timer [n] minutes", "[n] minutes timer", "[n] minutes, go", "timer: [n] minutes", "[n] min timer"],
);

export const reminderAsked = asks(
  [
    "remind me {of|about} [x] on [d]{| please}",
    `${set} a reminder {of|about|for} [x] {on|for} [d]`,
    "{don't|do not} let me forget [x] on [d]",
    "{note|remember|write down|put down} [x] for [d]",
    "remind me on [d] {of|about} [x]",
  ],
  ["a reminder {of|about|for} [x] on [d]"],
  [
    "on [d] I must not forget [x]",
    "I {must|have to|need to} think of [x] on [d], remind me",
    "[x] is on [d], remind me",
  ],
  ["reminder: [x], [d]", "[d]: [x], remind me", "reminder [d] [x]", "remind me: [x] on [d]"],
);

export const heatAsked = asks(
  [
    "{set|turn|put|bring|change|adjust|heat|cool|switch} the {temperature|heating|thermostat|air conditioning} in the [v] to [n]{| degrees}",
    "{heat|cool|warm} the [v] to [n] degrees",
    "make it [n] degrees in the [v]",
    "set the [v] to [n]{| degrees}",
  ],
  ["[n] degrees in the [v]"],
  [
    "it is too {cold|warm|hot|chilly} in the [v], make it [n] degrees",
    "I want the [v] at [n] degrees",
    "the [v] should {be|have} [n] degrees",
  ],
  ["[v] [n] degrees", "[v]: [n] degrees", "temperature [v] [n]", "heating [v] to [n]"],
);

export const lightAsked = asks(
  [
    "{turn|switch|put} [s] the {light|lights|lamp|lamps} in the [v]",
    "{turn|switch|put} the {light|lights|lamp} in the [v] [s]",
    "{turn|switch} the [v] {light|lights} [s]",
  ],
  ["the {light|lights} in the [v] [s]"],
  ["the {light|lights} in the [v] should be [s]", "I want the {light|lights} in the [v] [s]"],
  ["[v] light [s]", "light [s], [v]", "lights [s] in the [v]", "[v]: light [s]"],
);

export const cancelAsked = asks(
  [
    `${cancel} {|my |the |our }[t] [v]`,
    `${cancel} {|my |the |our }[t] {with the number|number|no.} [v]`,
    `${cancel} [v], {my|the} [t]`,
    "get me out of [t] [v]",
    "see that {|my |the }[t] [v] is {cancelled|called off}",
    "take [t] [v] off {my|the} list",
  ],
  ["{|my |the }[t] [v] cancelled", "a cancellation of [t] [v]"],
  [
    "I {do not|don't|no longer} {want|need} {|my |the }[t] [v]{| any more| any longer| after all}",
    "I {can't|cannot|won't} come, so {cancel|drop} [t] [v]",
    "I {changed my mind|have other plans}, cancel [t] [v]",
    "{|my |the }[t] [v] {must|has to|should|can} be cancelled",
    "I {have to|must|need to|want to|would like to} cancel {|my |the }[t] [v]",
  ],
  [
    "cancel [v]",
    "cancel [t] [v]",
    "[t] [v]: cancel",
    "cancellation of [t] [v]",
    "[t] [v], cancel it",
    "no more [t] [v]",
    "stop [t] [v]",
  ],
);

export const listAsked = asks(
  [
    "{put|add|write|place|note|set|get|enter|include|jot down} {|a |an |the |some }[v] {on|to|onto} {my|the|our} {shopping |grocery |to-do |}list",
    "add [v] to {my|the|our} {shopping list|list|basket|cart}",
    "remember to buy {a |some |}[v]",
    "{note|write down|jot down} {a |}[v] for {my|the} {shopping|list}",
  ],
  ["[v] on {my|the|our} {shopping |}list"],
  [
    "we {need|are out of|have run out of|have no more|ran out of} [v], put it on the list",
    "I {need|have|want} to buy {a |some |}[v], add it to my list",
    "[v] is missing on {my|the} list",
  ],
  ["shopping list: [v]", "list: [v]", "add [v]", "[v] on the list", "+ [v]", "also [v] on the list"],
);

export const purchaseAsked = asks(
  [
    "{order|buy|purchase|get|get me|reorder|ask for|request} [n] {|pieces of |of the |units of |times the |x }[v]{|s}",
    "{place|make} an order {for|of|over} [n] [v]{|s}",
    "put [n] [v]{|s} {in|into} {my|the} {basket|cart}",
  ],
  ["[n] {|pieces of |of the }[v]{|s}"],
  [
    "we {need|want|lack|are short of} [n] [v]{|s}, {order them|buy them|please order}",
    "I {want|would like} to {order|buy} [n] [v]{|s}",
  ],
  ["[n] [v]", "order: [n] [v]", "[n] x [v]", "[v], [n] pieces", "buy [n] [v]"],
);

export const callAsked = asks(
  [
    "{call|phone|ring|dial|telephone|ring up|give a call to|try to reach} [v]{| now| right away}",
    "{connect|put} me {with|to|through to} [v]",
    "give [v] a {call|ring}",
    "{make|start} a call {to|with} [v]",
  ],
  ["[v] on the {phone|line}", "a call {to|with} [v]"],
  [
    "I {want|need|would like|have} to {talk to|speak to|speak with|call|phone} [v]{| now}",
    "I must talk to [v]",
  ],
  ["call [v]", "[v], call", "phone [v]", "ring [v]", "dial [v]"],
);

export const taxiAsked = asks(
  [
    `${book} a {taxi|cab|car|ride} from [v] to [w] at [h]`,
    `${book} a {taxi|cab} at [h] from [v] to [w]`,
    "{pick me up|fetch me|drive me|bring me|take me} {in|from} [v] at [h] and {bring me to|take me to|drive me to|go to} [w]",
  ],
  ["a {taxi|cab|ride} from [v] to [w] at [h]"],
  [
    "I {need|have|want|must} to {be driven|go|get} from [v] to [w] at [h], get me a {taxi|cab}",
    "at [h] I need a {taxi|cab} from [v] to [w]",
  ],
  ["taxi [v] [w] [h]", "taxi from [v] to [w], [h]", "cab at [h], from [v] to [w]", "[h] taxi, [v] to [w]"],
);

export const hotelAsked = asks(
  [
    `${book} a {room|hotel room|hotel|bed} in [v] {from|for|on} [d] for [n] nights`,
    `${book} [n] nights in [v] from [d]`,
    `${book} a {room|hotel} for [n] nights in [v], {from|starting|arriving} [d]`,
  ],
  ["a {room|hotel room|hotel} in [v] {from|on} [d] for [n] nights", "[n] nights in [v] from [d]"],
  [
    "I {travel|go|come|fly} to [v] on [d] and {need|want} a room for [n] nights",
    "I {stay|will stay|am} in [v] for [n] nights from [d], find me a room",
  ],
  [
    "hotel [v], [d], [n] nights",
    "room in [v], [n] nights from [d]",
    "[v] [d] [n] nights",
    "[n] nights, [v], from [d]",
  ],
);

export const flightAsked = asks(
  [
    `${book} {a|the|one} flight from [v] to [w] on [d]`,
    `${book} {a|one} {flight|plane ticket|seat} to [w] from [v] {on|for} [d]`,
    "fly me from [v] to [w] on [d]",
  ],
  ["a {flight|plane ticket} from [v] to [w] on [d]"],
  [
    "I {want|need|have|would like} to fly from [v] to [w] on [d]",
    "on [d] I {must|have to|want to} fly from [v] to [w]",
  ],
  [
    "flight [v] [w] [d]",
    "flight from [v] to [w], [d]",
    "[v] to [w], [d], by plane",
    "[d]: flight from [v] to [w]",
  ],
);

export const payAsked = asks(
  [
    "{send|pay|transfer|give|wire|remit|move} [n] {euros|dollars|euro} to [v]",
    "{send|pay|give} [v] [n] {euros|dollars}",
    "{make|do} a {payment|transfer} of [n] {euros|dollars} to [v]",
  ],
  ["a {payment|transfer} of [n] {euros|dollars} to [v]", "[n] {euros|dollars} sent to [v]"],
  [
    "I owe [v] [n] {euros|dollars}, {pay it|send it|pay them}",
    "[v] {gets|should get|must get} [n] {euros|dollars} from me",
  ],
  ["[n] euros to [v]", "pay [v] [n]", "transfer [n] to [v]", "[v]: [n] euros", "payment [v] [n]"],
);

export const moveAsked = asks(
  [
    "{move|shift|postpone|reschedule|put off|change|push|bring} {my|the|our} {meeting|appointment|call|talk} with [v] to [d] at [h]",
    "{move|reschedule|shift} [v] to [d], [h]",
  ],
  ["{my|the} {meeting|appointment} with [v] moved to [d] at [h]"],
  [
    "[v] {can't come|cannot make it|is ill|is busy}, move {the meeting|our meeting} to [d] at [h]",
    "{my|the} {meeting|appointment} with [v] has to be moved to [d] at [h]",
    "I can only {see|meet} [v] on [d] at [h], please move our meeting",
  ],
  [
    "move [v] to [d] [h]",
    "[v]: new time [d] [h]",
    "meeting with [v] now [d] [h]",
    "reschedule [v], [d] at [h]",
  ],
);

export const playAsked = asks(
  [
    "{play|put on|start|stream|let me hear|let us hear} {|the song |the track |the tune |the album }[v]{| now| again| loud}",
    "{turn|switch} on {|the song }[v]",
  ],
  ["{|the song }[v] on {the speakers|the radio}"],
  ["I {want|would like|need|feel like} to {hear|listen to} {|the song }[v]"],
  ["play [v]", "song [v]", "[v], play", "music: [v]", "next song: [v]"],
);

export const fileAsked = asks(
  [
    "{delete|remove|erase|throw away|wipe|trash|get rid of|drop|discard} {|the file |my file |the document }[v]",
  ],
  ["{|the file }[v] {deleted|removed|gone}"],
  [
    "I {do not|don't|no longer} need {|the file |the document }[v]{| any more}, delete it",
    "{|the file }[v] can {go|be deleted}",
  ],
  ["delete [v]", "rm [v]", "remove [v]", "[v]: delete"],
);

export const doneAsked = asks(
  [
    "[verb] {|the |our |my |that }[t] [v]",
    "[verb] {the|our|my} [t] {called|named|with the name|number|labelled} [v]",
    "{go and|run the tool to|use the tool to|use the function to|call the tool to} [verb] [t] [v]",
  ],
  ["{|the |our }[t] [v] to be handled: [verb] it", "someone to [verb] {the |}[t] [v]"],
  [
    "I {want|need|would like} {you to|someone to|to} [verb] {|the |our |my }[t] [v]",
    "it is time to [verb] {the |}[t] [v]",
    "we {have to|must|need to|should} [verb] {the |}[t] [v]",
  ],
  ["[verb] [t] [v]", "[verb] [v]", "[t] [v]: [verb]", "[verb]: [t] [v]", "[t] [v], [verb] it"],
);
