/**
 * How customers say what is wrong. `@it` is what they speak of: `my order`, `the parcel` or, with its number, `order
 * 123`. What has no `@it` can be said of any order.
 */

const asks = "{can|could|would|will} you {please |kindly |quickly |maybe |}";
const wants =
  "{I want|I need|I would like|I'd like|I wish|I have|I intend|I am trying|I'm trying|we want|we need|my plan is|I was hoping|I am writing|I am calling|I'd love|I decided} to";
const possible =
  "{can I|could I|may I|is it possible to|would it be possible to|am I able to|is there a way to|is there any way to|how do I|how can I|how could I|what must I do to|where can I|help me|please help me|I don't know how to|do you know how to|any chance to|what do I need to do to|what is the way to}";

export const statusWays: readonly string[] = [
  "where {is|might} @it{| now| at the moment| right now| be}",
  "where did @it {go|end up|get stuck}",
  "where has @it {gone|got to|been}",
  "{what is|what's|tell me|give me|I need|check|show me} the {status|state|progress|latest|whereabouts|tracking|current position|news} {of|on|for} @it",
  "{when|on which day|at what time|how soon|by when} {will|does|is|should} @it {arrive|come|be here|be delivered|reach me|get here|ship|show up|turn up|leave}",
  "{I am|I'm|we are} {still |}{waiting for|expecting|missing|wondering about|worried about|looking for|asking about} @it",
  "I have been {waiting for|expecting} @it {for {days|weeks|two weeks|a month|ages}|since last week|too long}",
  `${asks}{check|track|look up|find|locate|trace|look into|see about|follow up on} @it`,
  `${wants} {know where @it is|know about @it|track @it|follow @it|ask about @it|find @it|check on @it|know when @it {comes|arrives}|get an update on @it|see the status of @it}`,
  `${possible} {track|trace|find|follow|see the status of|check on} @it`,
  "has @it {been {shipped|sent|dispatched|posted|delivered|lost}|left{| your house| the warehouse}|arrived|gone out|shipped}{| yet| already}",
  "@it {has not arrived|has not come|hasn't arrived|is late|did not come|didn't arrive|is not here yet|is missing|never arrived|never came|still is not here|should be here by now|is overdue|is delayed|takes too long|has not been delivered|got lost|seems to be lost|has not shown up|was due yesterday|does not move|is stuck}",
  "{any|is there any|do you have any|is there} {news|update|information|word} {about|on|of} @it",
  "did you {send|ship|post|dispatch|mail|forget} @it{| already| yet}",
  "how {long {does|will} @it {take|need}|much longer {does|must I wait for} @it{| take}|far is @it}",
  "{status|track|tracking|update|tracking info|delivery status|shipping status|whereabouts} {of|for|on} @it",
  "{what {happened|is happening} to|what about|what is going on with|why is there no sign of|how about|I have heard nothing about|I have not received|I did not get|nobody brought} @it",
  "why {is @it {so late|not here|late|delayed}|has @it not {come|arrived}|does @it take so long}",
  "is @it {on its way|on the way|coming|lost|delayed|sent|still in the warehouse|in transit|here soon}",
  "the {courier|postman|driver|mailman} {has not brought|did not bring|never came with} @it",
];

export const statusAlone: readonly string[] = [
  "I {ordered|bought|paid for} a [p] {last week|two weeks ago|some days ago|a while ago|} and {it {has not arrived|never arrived|is not here|did not come|is still missing}|nothing came|still nothing|I am still waiting}",
  "I have a question about my order",
  "{nothing has arrived|no parcel came|my mailbox is still empty|where is my stuff|where are my things}",
  "{order status|track my order|delivery late|package missing|where's my package|parcel tracking|late delivery}",
];

export const refundWays: readonly string[] = [
  "{I want|I would like|I need|I demand|I ask for|I request|I'd like|give me|please give me|I expect|I insist on|we want|I deserve|I claim} {a refund|my money back|a full refund|the money back|a reimbursement|my money} for @it",
  `{please|${asks}|kindly|} {refund|reimburse me for|pay me back for|return my money for|take back|pay back the money for|give me my money back for} @it`,
  `${possible} {get a refund for|get my money back for|return|send back|give back|send in|bring back|be refunded for|get rid of and be paid back for} @it`,
  `${wants} {return|send back|give back|bring back|get a refund for|have my money back for|get my money back for} @it`,
  "{refund|return|money back} {for |}@it",
  "{I am|I'm} {not happy|unhappy|dissatisfied|disappointed|not satisfied|not pleased} with @it{| at all} and {want|would like|need|ask for|expect} {my money back|a refund|to return it|to send it back}",
  "@it {is not what I {wanted|expected|hoped for|had in mind}|is a disappointment|does not suit me|is not for me|does not fit|is too {small|big|heavy|loud|expensive}|looks different from the picture}, {I want {a refund|my money back}|please refund me|can I return it|how do I get my money back|I would like to send it back|I am sending it back}",
  "I {am returning|have returned|sent back|will return|am sending back} @it, {where is my money|please refund me|please pay me back|when do I get my money back|and want my money}",
  "I {do not|don't} like @it, {refund|money back|so I want a refund|and I'd like to return it}{| please}",
  "{how|when|where} do I get {my money back|a refund|the refund} for @it",
  "what is {your|the} {return|refund} {process|procedure} for @it",
  "I {paid for|bought} @it but {want my money back|would like to return it|I want to send it back}",
  "@it {goes|is going|will go} back, {so |}{please refund it|I want my money|refund me}",
];

export const refundAlone: readonly string[] = [
  "{refund|refund please|money back|a refund|return|I want a refund|reimbursement please|give me back my money|I demand my money back|pay me back|I'd like to be refunded}",
  "{can I|how do I|may I|where can I} {get a refund|get my money back|return my [p]|send back the [p]|give back a [p]|return something}",
  "{please give me my money back|I'm sending this back|the [p] is going back to you and I want my money|I regret buying the [p] and want to return it|I did not like the [p] so I want to send it back}",
];

export const cancelWays: readonly string[] = [
  `{please |kindly |just |}{cancel|stop|call off|drop|annul|withdraw|delete|kill|scrap|abort|revoke|undo} @it`,
  `${wants} {cancel|stop|call off|withdraw|back out of|undo|take back|drop|revoke|annul} @it`,
  `${asks}{cancel|stop|call off|undo|delete|drop|withdraw|annul|halt} @it{| for me| before it {ships|goes out|leaves}}`,
  `${possible} {cancel|stop|call off|undo|withdraw|revoke|back out of} @it`,
  "I {do not|don't|no longer} {want|need|wish to have} @it{| any more| any longer| now| after all}",
  "I {changed|have changed} my mind {about|on} @it",
  "@it {was|is} {a mistake|an error|ordered by mistake|an accident|not needed any more|no longer needed|superfluous}, {please cancel it|cancel it|so stop it|please stop it|can you cancel it}",
  "{cancel|cancellation|cancellation of|stop} @it",
  "I {ordered|bought|clicked on} @it by {mistake|accident}, {please cancel|can I cancel it|stop it please|cancel it}",
  "{do not|don't|please do not|please don't} {send|ship|deliver|dispatch|process} @it{| any more}",
  "{there is no need for|I can do without|forget about|never mind|I am no longer interested in} @it{|, please cancel it| any more, cancel it}",
  "{is it|am I} too late to {cancel|stop|call off} @it",
  "I {ordered|bought} @it twice, {please cancel it|cancel this one|so cancel one}",
];

export const cancelAlone: readonly string[] = [
  "I {changed my mind and want to cancel|do not want the [p] any more|no longer need the [p]|found a cheaper [p], cancel my order|bought a [p] elsewhere, so please cancel}",
  "{cancel|cancel please|cancel my order|stop my order|cancellation|I'd like to cancel|how do I cancel|cancel everything|I need to cancel something}",
];

export const damageWays: readonly string[] = [
  "@it {is|arrived|came|was|reached me|was delivered|got here|turned up} {broken|damaged|defective|in pieces|cracked|scratched|faulty|torn|dented|bent|shattered|smashed|wet|dirty|incomplete|ruined|spoilt|in bad shape|with a crack|with a hole|with scratches}",
  "{something is|something's|there is something} {wrong|broken|not right|missing|not OK|amiss} {with|in} @it",
  "there is a {crack|hole|scratch|dent|fault|defect|tear|stain|part missing|problem} in @it",
  "@it {does not work|doesn't work|is not working|won't turn on|fell apart|stopped working|has a {defect|crack|fault|hole|dent|scratch}|fails|broke {at once|on the first day|after a day}|is falling apart|does nothing|is useless, it is broken|is dead|leaks|malfunctions}",
  "{I got|I received|you sent me|I was sent|they delivered|you delivered} the wrong {thing|item|product|colour|size|[p]} {in|with|for} @it",
  "{I opened|when I opened|I unpacked|I unwrapped} @it {and {it|everything|the [p]} was|it was|the [p] was} {broken|damaged|smashed|in pieces|cracked|scratched}",
  "{half of|a part of|the main part of|the lid of|one side of} @it is {missing|broken|cracked|damaged}",
  "{I need|I want|please send|can I get|I would like} a {replacement|new one|working one|substitute} for @it{|, it is {broken|damaged|defective}|, mine is {faulty|broken}}",
  "{I want to|I'd like to|I must|I have to|let me} {report|complain about} {damage to|a defect in|a fault in|the bad state of} @it",
  "@it is {not what I ordered|the wrong {one|item|colour|size}|not the one I chose}",
  "the {box|packaging} of @it was {open|crushed|torn|wet} and the {thing|[p]} is {broken|damaged}",
];

export const damageAlone: readonly string[] = [
  "{my|the} {new |}[p] {is|arrived|came|was delivered} {broken|damaged|defective|cracked|scratched|in pieces|faulty|bent|torn}",
  "the [p] {does not work|is broken|has a crack|fell apart|won't start|has a hole|is the wrong one|broke on the first day}",
  "{I got|you sent me|I received|I was given} {a {broken|damaged|wrong|faulty|cracked|defective} [p]|the wrong [p]|something wrong|something else than I ordered|a [p] that does not work}",
  "{damaged goods|broken on arrival|wrong item|defective product|item damaged|it came in pieces|it arrived broken|the thing is broken}",
];

export const addressWays: readonly string[] = [
  `${wants} {change|correct|update|edit|fix|alter|modify} the {delivery |shipping |postal |}address {of|for|on} @it`,
  `${asks}{change|correct|update|edit|fix|alter} the {delivery |shipping |}address {of|for|on} @it`,
  `${possible} {change|correct|update|edit|fix|enter a new} {the |}{delivery |shipping |}address {of|for|on} @it`,
  "@it {has|goes to|is going to|was sent to|will go to|is addressed to|is on its way to} the wrong {address|house|street|place|town|flat}",
  "I {moved|have moved|am moving|moved house|live somewhere else now|have a new flat|changed my flat}, {please send @it to my new {address|home|place}|so @it must go elsewhere|can @it go to my new address|what about the address of @it}",
  "the {delivery |shipping |}address {of|on|for} @it is {wrong|not right|out of date|old|incorrect|no longer valid|misspelled|false}",
  "{please |could you |can you |}{deliver|send|ship|bring|redirect|reroute} @it {somewhere else|to another address|to a different address|to my new address|to my office|to my neighbour|elsewhere}",
  "{new|another|different|wrong|change of|changed} address for @it",
  "I {gave|typed|entered|wrote} {the wrong|an old|a false|an incorrect} {address|street|house number|postcode} {for|with|on} @it",
  "@it {should|must|has to|ought to|needs to} go to {another|a different|my new|a new} {address|place|street|house}",
  "I {will|won't|will not} be {at another place|at home|there} when @it comes, {please change the address|can it go to another address}",
];

export const addressAlone: readonly string[] = [
  "{I moved house|I have a new address|my address is wrong|my address has changed|I moved|change of address|new address|wrong address|address change please|I live somewhere else now|we moved to a new home}",
  "{how do I|can I|can you|I need to|I want to|please|could you} {change|update|correct} {my|the} {delivery |shipping |}address",
];

/** What customers call it without its number. */
export const unnumbered =
  "{my|my|my|the|this} {order|order|order|package|parcel|delivery|purchase|shipment|[p]|[p]|box|item|packet}";
export const numbered =
  "{{my |the |}order [o]|order [o]|{my |}order number [o]|order no. [o]|number [o]|[o]|{my |}{parcel|package|purchase|shipment|delivery} [o]|{my|the} [p] {of|from|in} order [o]|the [p] (order [o])|{my |the |}order with the number [o]}";
export const numberFirst =
  "{Order [o]: |It is about order [o]. |It's about order [o]: |Regarding order [o]: |About order [o]: |Re order [o]: |Order number [o]. |My order number is [o]. |Concerning order [o]: |Order no. [o], }";
export const numberLast =
  "{. My order number is [o]|. The order number is [o]|. It is order [o]|. Order [o]| (order [o])|, order [o]|, number [o]|. It's number [o]|, order number [o]|. The number: [o]|. Here is the number: [o]}";
export const start =
  "{||||||Hi, |Hello, |Hey, |Good morning, |Good afternoon, |Good evening, |Excuse me, |Hi there, |Hello there, |OK, |Sorry, |Well, |Hi! |So, |Dear support, |Hello team, |Listen, |Help! |Hello! |Good day, |Dear Sir or Madam, |Hey there, |Please help: |I have a problem: |There is a problem: |I need help: |Question: |Also, |Now |Hmm, |Look, |It's me again: |Sorry to bother you, |Another thing: |Um, }";
export const end =
  "{?|.||!||, please.|, please?| please| thanks|, thank you.|, can you help?|. What can I do?|. Can you help?|. I am waiting for your answer.|. Best regards|. It is urgent.|. Thanks in advance.|. What now?|. Hope you can help.}";
/** The order's number, when it was asked for. */
export const numberGiven =
  "{|It is |It's |Sure, |My order number is |The number is |OK, |Here: |Yes, |order |It should be |Number |Of course: |the order number is |I think it is |Here you go: |Let me see, |That is |That would be |One moment. It is |It says |The mail says |On the bill it says |No. |Sure, it is |Yes, it's |I have it here: |Order number: |my number is |it must be |there it is: |Certainly, |please look for |the one with |try |Found it: }[o]{.||| I think| I believe|, thanks|!}";
