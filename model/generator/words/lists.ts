/** Everyday words that values are made of. What is copied must be open: most values combine several of these. */
const split = (text: string): readonly string[] => text.trim().split(/\s+/);

export const nouns = split(`
acorn anchor apron arrow attic badge bakery ball bamboo banjo barn barrel basil basket beach beacon bean bed beetle bell
belt bench berry bicycle blanket board boat bolt bonnet book boot bottle bowl box bracelet branch bread brick bridge
broom brush bucket bulb bun bush butter button cabin cable cactus cake camera canal candle canoe canvas cap car card
carpet carrot cart castle cave cello chain chair chalk cheese cherry chest chimney circle clay cliff clock cloak cloud
clover coat cobbler coffee coin collar comb comet compass copper coral cork corner cotton couch cradle crane crayon
cream crown crystal cup cupboard curtain cushion daisy desk dial diary dish dock door dragon drawer dress drum duck dust
eagle easel egg elbow engine envelope fabric falcon fan farm feather fence fern fiddle field filter fire flag flame
flask flute fog folder forest fork fountain fox frame fridge frog garden garlic gate gear ghost ginger glass glove goat
gold goose grape grass guitar hall hammer hammock handle harbour harp hat hawk helmet hen herb hill hinge honey hook
horn horse hose house ice ink iron island ivy jacket jam jar jewel juice jungle kayak kettle key keyboard king kite
knife knot label lace ladder lake lamp lane lantern leaf leather lemon lens letter lever library lid lily lime lion lock
log loom lunch magnet mail map marble market mask mat meadow melon menu metal milk mill mint mirror mitten moon moss
motor mountain mouse mud mug mushroom music nail napkin needle nest net night notebook nut oak oar ocean office oil
onion orange orchard oven owl paddle page paint palace pan panda paper parcel park parrot path peach pear pebble pen
pencil pepper phone piano picture pie pillow pin pine pipe plane plank plant plate plough plum pocket pond pool poppy
port pot potato powder printer prism pump puppet purse puzzle quilt rabbit radio raft rail rain raisin rake ramp razor
ribbon rice ring river road robe rock rocket roof room root rope rose rug ruler saddle sail salad salt sand sauce saw
scale scarf school screen screw sea seal seat seed shed sheep sheet shelf shell ship shirt shoe shop shovel sign silk
silver sink skirt sky sled sleeve slipper snail snow soap sock sofa soil soup spade spice spider spoon spring stable
stair stamp star station steam steel stick stone stool storm stove straw stream street string sugar suitcase sun swan
swing sword table tablet tail tank tape tea telescope tent thread throne thumb ticket tiger tile timber toast tomato
tool torch towel tower town toy track tractor train tray tree trumpet trunk tub tulip tunnel turnip turtle umbrella
vacuum valley van vase veil vest village vine violin wagon wall wallet walnut watch water wave wax web wheel whistle
willow wind window wing wire wolf wood wool yard yarn yoghurt zebra zipper`);

export const adjectives = split(`
amber ancient blue bold brass brave bright broad brown calm careful cheap clean clear clever cold comfy cool cosy crisp
curly curved damp dark deep dry dull dusty early easy elegant empty fair famous fancy fast fine firm flat fluffy folding
fresh frosty full funny gentle giant glad golden good grand great green grey hand-made happy hard heavy hidden high
hollow honest huge humble indoor jolly kind large late lazy light little lonely long loose loud low lucky mellow mild
modern narrow neat new nice noisy odd old open outdoor painted pale pink plain polite portable proud pure purple quick
quiet rapid rare red rich ripe rough round royal rusty safe salty sandy shallow sharp shiny short shy silent silver
simple sleepy slim slow small smart smooth soft solar solid sour sparkly spare square steady steep sticky stiff strange
strict striped strong sturdy sunny sweet swift tall tame tart tasty thick thin tidy tiny tough travel true useful velvet
vintage warm waterproof wavy weak wet white wide wild wise wooden yellow young`);

export const verbs = split(`
bake blend boil borrow brush build buy carry catch clean climb collect cook copy count cover cut dance decorate design
dig draw drive explore fill film find fix fold grow guard hang help hide hunt join juggle jump kick knit learn lift mend
mix move open pack paint plan plant play polish pour press print pull push read repair ride roll row sail save sell sew
shake share ski sing sketch sort spin stack start steer store study swap swim teach test throw tie tidy trade train trim
visit walk wash watch weave whistle wrap write`);

export const animals = split(`
dog cat rabbit hamster parrot goldfish turtle horse pony donkey goat sheep hen duck goose budgie ferret gecko lizard
snake mouse rat hedgehog pig frog canary pigeon cow llama alpaca puppy kitten guinea-pig tortoise iguana spider`);

export const colours = split(`
red blue green yellow orange purple pink brown black white grey gold silver turquoise violet beige crimson indigo teal
magenta olive maroon lavender amber navy lilac cream mint scarlet emerald ruby sapphire copper bronze ivory coral peach`);

export const firstNames = split(`
Ada Adam Aisha Akira Alan Alice Amara Amir Amy Ana Andre Anna Anton Arthur Asha Astrid Ben Bella Bruno Carla Carlos
Carmen Chen Chloe Clara Daniel Daria David Diego Dora Eduardo Elena Elif Elias Ella Emil Emma Erik Esra Eva Fatima Felix
Fiona Frank Freya George Greta Hana Hanna Harry Hassan Hector Helen Henry Hugo Ida Igor Ines Ingrid Irina Isaac Iris Ivan
Jack Jakob James Jan Jane Javier Jin Joan Johan Jonas Julia Kai Karim Karl Kate Kenji Kira Klara Laila Lars Laura Lea Leo
Leila Lena Liam Lili Lina Linda Lisa Louis Luca Lucia Luis Luna Magda Marco Maria Marie Mario Mark Marta Martin Mateo
Max Maya Mei Mia Mikhail Mila Mina Miriam Mohammed Mona Nadia Nils Nina Noah Nora Oleg Olga Olivia Omar Oscar Otto Pablo
Paul Pavel Pedro Peter Petra Pia Priya Rafael Rahel Rania Ravi Rita Robert Rosa Ruth Sam Samira Sandra Sara Sven Sofia
Sonja Stefan Stella Tanja Tariq Theo Tom Tomas Uma Vera Victor Viola Walter Wanda Yara Yusuf Zara Zoe`);

export const cities = split(`
Amsterdam Ankara Athens Barcelona Basel Beirut Belgrade Bergen Berlin Bilbao Bogota Bologna Boston Bremen Brussels
Budapest Cairo Chicago Cologne Copenhagen Cork Dakar Dallas Delhi Denver Dresden Dublin Florence Geneva Genoa Ghent
Glasgow Graz Hamburg Hanoi Helsinki Houston Istanbul Jakarta Kiev Krakow Kyoto Lagos Leeds Leipzig Lima Lisbon Liverpool
London Lyon Madrid Malaga Malmo Manchester Manila Marseille Melbourne Milan Montreal Moscow Mumbai Munich Nairobi Naples
Nice Osaka Oslo Oxford Palermo Paris Perth Porto Prague Quito Riga Rome Rotterdam Salzburg Santiago Seattle Seoul Seville
Shanghai Sofia Stockholm Stuttgart Sydney Tallinn Tokyo Toronto Toulouse Tunis Turin Utrecht Valencia Venice Vienna
Vilnius Warsaw York Zagreb Zurich`);

export const jobs = split(`
teacher nurse doctor baker farmer driver pilot painter writer plumber carpenter gardener cook waiter lawyer engineer
programmer designer librarian musician dentist tailor butcher florist electrician mechanic journalist architect
photographer translator accountant firefighter fisherman hairdresser biologist chemist sailor shepherd singer vet`);

export const foods = split(`
pizza pasta rice soup salad bread cheese curry sushi tacos pancakes noodles dumplings lasagne risotto stew chili paella
couscous falafel hummus omelette porridge ramen toast waffles fries meatballs ravioli goulash kebab burritos quiche`);

export const hobbies = split(`
reading painting swimming hiking cycling fishing gardening knitting cooking baking singing dancing climbing running
sailing skiing surfing chess photography pottery astronomy origami yoga archery birdwatching drawing camping juggling`);

export const weekdays = split(`Monday Tuesday Wednesday Thursday Friday Saturday Sunday`);
export const months = split(
  `January February March April May June July August September October November December`,
);
