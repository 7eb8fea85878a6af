/** What is said, and an answer in the same language. `[t]` is a town, `[n]` a name. */
type Line = readonly [asked: string, said: string];

/** Everyday phrases of the languages of which the model knows a little. */
export const tongues: Readonly<Record<string, readonly Line[]>> = {
  German: [
    [
      "{{|Oh, |Ja, |Na, }{Hallo|Guten Tag|Hi du da|Servus|Hallo zusammen|Grüß Gott|Moin|Moin moin|Hey du|Guten Morgen|Guten Abend|Hallöchen|Grüß dich|Grüezi|Guten Nachmittag|Schönen guten Tag|Schönen guten Morgen|Einen schönen guten Abend|Tag|Tach|Morgen|Sei gegrüßt|Willkommen|Hallo Assistent|Hallo mein Freund|Hi du|Hallo ihr|Hallo du da|Hallihallo|Gott zum Gruße}{!|.||, wie geht es dir?|, wie geht's?|, wie geht es Ihnen?|, kannst du mir helfen?|, können Sie mir helfen?| du|, ich habe eine Frage|, ist da jemand?|, bist du da?|, schön dich zu sehen|, da bin ich wieder}}",
      "Hallo! Wie kann ich helfen?",
    ],
    [
      "{|Und |Na, ||Sag mal, }{Wie geht es {dir|Ihnen|euch}|Wie geht's|Wie geht's dir|Wie geht es dir denn|Geht es dir gut|Geht's dir gut|Alles gut|Alles klar|Alles klar bei dir|Wie läuft es|Wie läuft's|Na, wie geht's|Wie ist das Befinden|Wie war dein Tag|Wie ist dein Tag|Was macht das Leben|Wie steht's|Wie fühlst du dich|Wie geht es dir so|Bist du gut drauf|Was geht|Was gibt's Neues|Hattest du einen guten Tag|Alles in Ordnung}{?|?|| heute?| heute| so?}",
      "Mir geht es gut, danke! Wie kann ich helfen?",
    ],
    [
      "{|Oh, |Super, |Prima, |Toll, |Okay, |Gut, |Ja, |Ah, |Perfekt, |Alles klar, }{Danke|Vielen Dank|Danke schön|Dankeschön|Herzlichen Dank|Danke dir|Danke Ihnen|Besten Dank|Tausend Dank|Danke für {die|deine|Ihre} {Hilfe|Antwort|Mühe|Zeit|Auskunft}|Vielen Dank für {die|deine|Ihre} {Hilfe|Antwort|Mühe|Zeit}|Ich danke dir|Ich danke Ihnen|Ich bedanke mich|Das ist nett von dir|Das hat mir geholfen|Das war sehr hilfreich|Du hast mir sehr geholfen|Sehr freundlich|Sehr nett|Danke vielmals|Man dankt|Hab Dank|Haben Sie Dank}{!|.||| sehr!| nochmal| noch mal!}",
      "Gern geschehen!",
    ],
    [
      "{|Okay, |Gut, |So, |Na dann, |Danke, |Also, |Alles klar, }{Tschüss|Tschüs|Tschau|Auf Wiedersehen|Auf Wiederhören|Bis bald|Bis später|Bis dann|Bis nachher|Bis zum nächsten Mal|Gute Nacht|Ciao|Mach's gut|Machen Sie's gut|Ich muss {gehen|los|weg|jetzt gehen|jetzt los}|Bis morgen|Schönen Tag noch|Schönen Abend noch|Schönes Wochenende|Einen schönen Tag noch|Ich gehe jetzt|Wir sehen uns|Man sieht sich|Leb wohl|Ade|Das war alles|Das wäre alles|Ich gehe schlafen|Schlaf gut|Pass auf dich auf|Bis die Tage|Servus und tschüss}{!|.||| und danke}",
      "Auf Wiedersehen!",
    ],
    [
      "{|Oh, |Ach, |Ups, |Hoppla, }{Entschuldigung|Entschuldige|Entschuldigen Sie|Verzeihung|Es tut mir leid|Tut mir leid|Das tut mir leid|Ich bitte um Entschuldigung|Mein Fehler|Das war mein Fehler|Das wollte ich nicht|Verzeih mir|Verzeihen Sie|Entschuldige bitte|Entschuldigung für die Störung|Ich wollte nicht stören|Tut mir leid, dass ich störe|Vergib mir|Das war nicht so gemeint|Nichts für ungut|Ich habe mich geirrt}{!|.|| bitte| sehr|..}",
      "Kein Problem! Wie kann ich helfen?",
    ],
    [
      "{||Bitte, |Entschuldigung, }{Kannst du mir helfen|Können Sie mir helfen|Könntest du mir helfen|Könnten Sie mir helfen|Ich brauche Hilfe|Ich brauche deine Hilfe|Ich brauche Ihre Hilfe|Hilf mir|Helfen Sie mir|Hilfe|Bitte hilf mir|Ich habe eine Frage|Ich habe ein Problem|Ich hätte eine Frage|Darf ich etwas fragen|Darf ich dich etwas fragen|Kann ich etwas fragen|Ich komme nicht weiter|Hast du kurz Zeit|Hast du einen Moment|Haben Sie einen Moment|Kann mir jemand helfen|Würdest du mir helfen|Magst du mir helfen|Bist du so nett und hilfst mir|Ich bräuchte Hilfe|Ich weiß nicht weiter|Wer kann mir helfen}{?||.|, bitte| bitte?}",
      "Gern! Wie kann ich helfen?",
    ],
    [
      "{|Hallo, |Hi, |Guten Tag, |Hey, |Also, }{Ich heiße|Mein Name ist|Ich bin|Ich bin der|Ich bin die|Man nennt mich|Nenn mich|Alle nennen mich|Ich werde genannt} [n]{.|!||, und du?|, freut mich}",
      "Freut mich, [n]!",
    ],
    [
      "{Mir geht es|Mir geht's|Es geht mir} {|sehr |ganz |wirklich |auch }{gut|prima|super|hervorragend|bestens|ausgezeichnet|wunderbar}{|, danke| heute|, vielen Dank| auch}{.|!||, und dir?|, und Ihnen?}",
      "Das freut mich! Wie kann ich helfen?",
    ],
    [
      "{|Hallo, |Und |Hey, |Sag mal, |Entschuldigung, |Mal ehrlich, }{Wer bist du|Was bist du|Wer sind Sie|Bist du ChatGPT|Bist du ein Mensch|Wie heißt du|Wie heißen Sie|Was kannst du|Was kannst du alles|Welches Modell bist du|Wer hat dich gemacht|Stell dich vor|Stell dich bitte vor|Bist du eine KI|Bist du ein Roboter|Bist du echt|Mit wem spreche ich|Mit wem rede ich|Mit wem schreibe ich|Wer ist da|Wie ist dein Name|Was ist dein Name|Hast du einen Namen|Bist du eine Maschine|Wobei kannst du helfen|Was für ein Modell bist du|Was für eine KI bist du|Wer antwortet hier|Bist du ein Programm|Wer hat dich entwickelt|Bist du ein Chatbot|Erzähl von dir|Wie darf ich dich nennen|Spreche ich mit einem Menschen}{?|?||, bitte?| eigentlich?| denn?}",
      "Ich bin ein kleines Demo-Modell.",
    ],
    [
      "{|Hallo, |Hi, |Hey, |Entschuldigung, |Und |Sag mal, }{Sprichst du Deutsch|Können wir Deutsch sprechen|Können wir Deutsch reden|Verstehst du Deutsch|Verstehst du mich|Kannst du Deutsch|Kannst du auch Deutsch|Sprechen Sie Deutsch|Verstehen Sie Deutsch|Bitte auf Deutsch|Auf Deutsch bitte|Antworte auf Deutsch|Sprich Deutsch|Rede Deutsch mit mir|Geht das auch auf Deutsch|Wie gut ist dein Deutsch|Kann ich Deutsch schreiben|Reden wir Deutsch}{?||.}",
      "Ein wenig. Ich bin ein kleines Demo-Modell.",
    ],
    [
      "{|Sag mir: |Bitte: |Frage: |Hey, |Und }{Was ist|Wer war|Wo ist|Erkläre mir|Erklär mir|Wie funktioniert|Warum gibt es|Erzähl mir von|Erzähl mir etwas über|Was kostet|Wann war|Was bedeutet|Kennst du|Schreib etwas über|Schreib ein Gedicht über|Wie ist das Wetter in|Wie groß ist|Wie alt ist|Seit wann gibt es|Wer hat erfunden:|Was weißt du über|Wie macht man|Wie weit ist es bis|Wie viele Menschen leben in|Was hältst du von|Woher kommt|Wozu braucht man} {das Leben|[t]|die Welt|der Mond|die Sonne|ein Computer|[n]|Geld|die Liebe|das Wetter|der Krieg|Musik|Fußball|die Schule|das Internet|die Zeit|das Meer|der Kaiser|ein Auto|die Politik|das Glück|Kaffee|die Geschichte von [t]|der Bürgermeister von [t]}{?||.}",
      "Ich bin ein kleines Demo-Modell und kann das nicht wissen.",
    ],
  ],
  French: [
    [
      "{|Oh, |Eh, |Ah, }{Bonjour|Salut|Bonsoir|Coucou|Bonjour à tous|Hé|Bonjour à toi|Bonjour à vous|Salut toi|Salut tout le monde|Salutations|Bien le bonjour|Bonjour monsieur|Bonjour madame|Rebonjour|Salut l'ami|Hello mon ami|Allô|Bonjour assistant|Bon après-midi|Bonne journée à toi|Bienvenue|Enchanté}{!|.|| !|, comment ça va ?|, tu peux m'aider ?|, comment allez-vous ?|, ça va ?|, j'ai une question|, il y a quelqu'un ?|, tu es là ?}",
      "Bonjour ! Comment puis-je aider ?",
    ],
    [
      "{||Et |Alors, |Dis, }{Comment ça va|Ça va|Ça va bien|Comment allez-vous|Comment vas-tu|Comment tu vas|Tu vas bien|Vous allez bien|Quoi de neuf|Ça roule|Ça gaze|Comment va la vie|Tout va bien|La forme|Tu es en forme|Comment te sens-tu|Comment se passe ta journée|Comment s'est passée ta journée|La santé, ça va|Comment vont les choses}{ ?|?|| aujourd'hui ?}",
      "Je vais bien, merci ! Comment puis-je aider ?",
    ],
    [
      "{|Oh, |Super, |Parfait, |Ah, |D'accord, |Très bien, |Génial, |OK, }{Merci|Merci beaucoup|Merci bien|Un grand merci|Merci à toi|Merci à vous|Mille mercis|Merci mille fois|Merci pour {ton|votre} aide|Merci pour {ta|votre|la} réponse|Merci de {ton|votre} aide|Je te remercie|Je vous remercie|C'est gentil|C'est très gentil|Très aimable|C'est très aimable à vous|Tu m'as bien aidé|Vous m'avez aidé|Ça m'a aidé|Merci infiniment|Avec tous mes remerciements|Bien merci|Merci d'avance|C'était très utile}{!|.|| !| encore}",
      "Je vous en prie !",
    ],
    [
      "{|Bon, |Merci, |Alors, |OK, |D'accord, |Allez, |Bien, }{Au revoir|À bientôt|Bonne nuit|À plus tard|À plus|À demain|Bonne journée|Bonne soirée|Bon week-end|Adieu|Je dois {partir|y aller|m'en aller}|Je m'en vais|J'y vais|À tout à l'heure|À la prochaine|On se voit demain|Salut, à demain|C'est tout|Ce sera tout|Je vais dormir|Dors bien|Prends soin de toi|Portez-vous bien|Bonne continuation|À tantôt|Je te laisse|Je vous laisse|Il faut que j'y aille}{!|.|| !}",
      "Au revoir !",
    ],
    [
      "{|Oh, |Oups, |Ah, }{Pardon|Désolé|Désolée|Je suis désolé|Je suis désolée|Excuse-moi|Excusez-moi|Je m'excuse|Toutes mes excuses|Mes excuses|Je te demande pardon|Je vous demande pardon|C'est ma faute|C'était ma faute|C'est mon erreur|Je regrette|Pardonne-moi|Pardonnez-moi|Je ne voulais pas|Désolé de te déranger|Désolé de vous déranger|Je suis navré|Excusez le dérangement|Je me suis trompé|Au temps pour moi}{!|.|| !| vraiment}",
      "Pas de problème ! Comment puis-je aider ?",
    ],
    [
      "{||S'il vous plaît, |S'il te plaît, |Excusez-moi, |Pardon, }{Peux-tu m'aider|Tu peux m'aider|Pouvez-vous m'aider|Pourriez-vous m'aider|Pourrais-tu m'aider|Vous pouvez m'aider|J'ai besoin d'aide|J'ai besoin de ton aide|J'ai besoin de votre aide|J'ai besoin d'un coup de main|Aide-moi|Aidez-moi|À l'aide|Au secours|J'ai une question|J'aurais une question|J'ai un problème|J'ai un souci|Je peux poser une question|Puis-je poser une question|Je peux te demander quelque chose|Tu as un moment|Vous avez une minute|Un coup de main|Je suis perdu|Je n'y arrive pas|Qui peut m'aider|Est-ce que tu peux m'aider|Est-ce que vous pouvez m'aider}{ ?|?||.|, s'il te plaît|, s'il vous plaît}",
      "Avec plaisir ! Comment puis-je aider ?",
    ],
    [
      "{|Bonjour, |Salut, |Coucou, |Moi, |Bonsoir, }{Je m'appelle|Mon nom est|Je suis|Moi c'est|On m'appelle|Tu peux m'appeler|Appelle-moi|Appelez-moi|Mon prénom est|Je me nomme} [n]{.|!||, et toi ?|, enchanté}",
      "Enchanté, [n] !",
    ],
    [
      "{Je vais|Ça va|Moi, je vais|Moi ça va|Tout va} {|très |plutôt |vraiment |assez }bien{|, merci| aujourd'hui| aussi|, merci beaucoup}{.|!||, et toi ?|, et vous ?}",
      "J'en suis ravi ! Comment puis-je aider ?",
    ],
    [
      "{|Bonjour, |Salut, |Et |Mais |Dis-moi, |Au fait, |Excusez-moi, }{Qui es-tu|Qui êtes-vous|Tu es qui|T'es qui|Vous êtes qui|Es-tu ChatGPT|Comment tu t'appelles|Comment t'appelles-tu|Comment vous appelez-vous|Que peux-tu faire|Qu'est-ce que tu sais faire|Tu es un humain|Es-tu humain|Es-tu une personne|Quel modèle es-tu|Qui t'a fait|Qui t'a créé|Présente-toi|Présentez-vous|Es-tu une IA|C'est quoi ton nom|Quel est ton nom|Quel est votre nom|As-tu un nom|À qui je parle|À qui ai-je l'honneur|Avec qui je parle|Qui est là|Es-tu un robot|Es-tu une machine|Qu'est-ce que tu es|Tu es quoi|Es-tu un programme|Parle-moi de toi|Es-tu réel|Qui me répond|Quelle IA es-tu|Comment dois-je t'appeler}{ ?|?||, s'il te plaît}",
      "Je suis un petit modèle de démonstration.",
    ],
    [
      "{|Bonjour, |Salut, |Et |Excusez-moi, |Dis, }{Parles-tu français|Parlez-vous français|Tu parles français|Vous parlez français|Tu comprends le français|Comprends-tu le français|Comprenez-vous le français|On peut parler français|On peut parler en français|En français|En français s'il te plaît|Réponds en français|Est-ce que tu parles français|Est-ce que vous parlez français|Tu sais parler français|Peux-tu parler français|Je peux écrire en français|Parle français|Tu me comprends}{ ?|?||.}",
      "Un peu. Je suis un petit modèle de démonstration.",
    ],
    [
      "{|Dis-moi : |Question : |Et |S'il te plaît, }{Qu'est-ce que|C'est quoi|Qui était|Où est|Explique-moi|Comment marche|Comment fonctionne|Pourquoi|Parle-moi de|Combien coûte|Quand était|Que veut dire|Connais-tu|Que penses-tu de|D'où vient|Quel âge a|Écris un poème sur|Raconte-moi l'histoire de|Quel temps fait-il à|Combien d'habitants a|Que sais-tu de|À quoi sert|Qui a inventé|Depuis quand existe} {la vie|[t]|le monde|la lune|le soleil|l'amour|l'argent|[n]|la guerre|la musique|le temps|l'école|l'internet|la mer|le roi|une voiture|la politique|le bonheur|le café|l'histoire de [t]|le maire de [t]|un ordinateur}{ ?|?||.}",
      "Je suis un petit modèle de démonstration et je ne peux pas le savoir.",
    ],
  ],
  Spanish: [
    [
      "{|Oh, |Ah, |Eh, }{Hola|Buenos días|Buenas tardes|Buenas noches|Buenas|Muy buenas|Qué hay|Hola a todos|Hola amigo|Hola asistente|Hola, buenas|Hola, buenos días|Saludos|Hola otra vez|Muy buenos días|Qué onda|Holi|Buen día|Hola de nuevo|Hola, qué alegría|Bienvenido}{!|.||, ¿cómo estás?|, ¿me ayudas?| amigo|, ¿qué tal?|, ¿hay alguien?|, tengo una pregunta|, ¿estás ahí?|, ¿puedes ayudarme?}",
      "¡Hola! ¿En qué puedo ayudar?",
    ],
    [
      "{||Y |Oye, }{¿|}{Cómo estás|Cómo está|Cómo está usted|Cómo están|Qué tal|Qué tal todo|Cómo te va|Cómo le va|Todo bien|Todo bien por ahí|Qué tal estás|Cómo andas|Cómo va todo|Cómo va la vida|Cómo te sientes|Cómo te encuentras|Estás bien|Qué tal tu día|Cómo va tu día|Qué hay de nuevo|Qué cuentas|Cómo has estado|Va todo bien}{?|?|| hoy?}",
      "Estoy bien, gracias. ¿En qué puedo ayudar?",
    ],
    [
      "{|Oh, |Genial, |Perfecto, |Vale, |Ah, |Muy bien, |Bueno, |Sí, }{Gracias|Muchas gracias|Mil gracias|Muchísimas gracias|Gracias por {la|tu|su} {ayuda|respuesta|atención|información}|Muchas gracias por {la|tu|su} {ayuda|respuesta}|Muy amable|Te lo agradezco|Se lo agradezco|Te lo agradezco mucho|Gracias a ti|Gracias a usted|Un millón de gracias|Qué amable|Eres muy amable|Me has ayudado mucho|Me ayudaste mucho|Eso me ayuda|Ha sido muy útil|Gracias de verdad|Gracias de todo corazón|Estoy muy agradecido}{!|.|| otra vez}",
      "¡De nada!",
    ],
    [
      "{|Bueno, |Gracias, |Vale, |Bien, |Pues, |Entonces, }{Adiós|Hasta luego|Hasta mañana|Hasta pronto|Hasta la vista|Hasta la próxima|Hasta otra|Nos vemos|Nos vemos mañana|Nos vemos pronto|Chao|Chau|Tengo que {irme|marcharme|salir}|Me tengo que ir|Me voy|Ya me voy|Buenas noches, adiós|Que tengas un buen día|Que tenga un buen día|Que pases buena noche|Que te vaya bien|Cuídate|Eso es todo|Eso sería todo|Me voy a dormir|Que descanses|Buen fin de semana|Hasta el lunes|Debo irme}{!|.|}",
      "¡Hasta luego!",
    ],
    [
      "{|Oh, |Ay, |Uy, |Ah, }{Perdón|Perdona|Perdone|Lo siento|Lo siento mucho|Disculpa|Disculpe|Disculpas|Mil disculpas|Mis disculpas|Te pido perdón|Le pido perdón|Pido disculpas|Perdóname|Fue mi culpa|Es mi culpa|Fue un error mío|No quería molestar|Siento molestar|Lo lamento|Discúlpame|Perdona la molestia|Me equivoqué|No era mi intención|Cuánto lo siento}{!|.|| de verdad}",
      "¡No hay problema! ¿En qué puedo ayudar?",
    ],
    [
      "{||Por favor, |Oye, |Disculpa, |Perdón, }{¿Puedes ayudarme?|¿Me puedes ayudar?|¿Me ayudas?|¿Puede ayudarme?|¿Me puede ayudar?|¿Podrías ayudarme?|¿Podría ayudarme?|Puedes ayudarme|Me ayudas|Necesito ayuda|Necesito tu ayuda|Necesito su ayuda|Ayúdame|Ayúdeme|Ayuda|Socorro|Tengo una pregunta|Tengo una duda|Tengo un problema|¿Puedo preguntar algo?|¿Puedo hacer una pregunta?|¿Tienes un momento?|¿Tiene un minuto?|Échame una mano|¿Me echas una mano?|Necesito una mano|No sé qué hacer|Quisiera preguntar algo|¿Quién me puede ayudar?|Me gustaría pedir ayuda}{|, por favor}",
      "¡Claro! ¿En qué puedo ayudar?",
    ],
    [
      "{|Hola, |Buenas, |Pues, |Buenos días, }{Me llamo|Mi nombre es|Soy|Yo soy|Me dicen|Puedes llamarme|Llámame|Todos me llaman|Yo me llamo} [n]{.|!||, ¿y tú?|, mucho gusto|, encantado}",
      "¡Mucho gusto, [n]!",
    ],
    [
      "{Estoy|Yo estoy|Me siento|Me va|Todo va} {|muy |bastante |realmente }bien{|, gracias| hoy| también|, muchas gracias}{.|!||, ¿y tú?|, ¿y usted?}",
      "¡Me alegro! ¿En qué puedo ayudar?",
    ],
    [
      "{|Hola, |Y |Oye, |Pero |Dime, |Perdona, }{¿|}{Quién eres|Quién es usted|Qué eres|Cómo te llamas|Cómo se llama|Cuál es tu nombre|Cuál es su nombre|Tienes nombre|Eres ChatGPT|Eres humano|Eres una persona|Eres un robot|Eres una máquina|Eres real|Qué puedes hacer|Qué sabes hacer|Quién te hizo|Quién te creó|Qué modelo eres|Eres una IA|Con quién hablo|Con quién estoy hablando|Quién está ahí|Quién responde aquí|Eres un programa|Eres un bot|Qué tipo de IA eres|Preséntate|Háblame de ti|Cómo puedo llamarte|Para qué sirves|Hablo con una persona}{?|?||, por favor}",
      "Soy un pequeño modelo de demostración.",
    ],
    [
      "{|Hola, |Y |Oye, |Perdón, }{¿|}{Hablas español|Hablas castellano|Entiendes español|Entiendes el español|Podemos hablar español|Podemos hablar en español|Habla español|Habla usted español|Sabes español|Puedes hablar español|En español|En español por favor|Responde en español|Puedo escribir en español|Me entiendes|Qué tal es tu español|Comprendes español|Se habla español}{?|?||.}",
      "Un poco. Soy un pequeño modelo de demostración.",
    ],
    [
      "{|Dime: |Y |Oye, |Por favor, }{¿|}{Qué es|Quién fue|Dónde está|Explícame|Cómo funciona|Por qué hay|Háblame de|Cuánto cuesta|Cuándo fue|Qué significa|Conoces|Qué piensas de|De dónde viene|Cuántos años tiene|Escribe un poema sobre|Cuéntame la historia de|Qué tiempo hace en|Cuántos habitantes tiene|Qué sabes de|Para qué sirve|Quién inventó|Desde cuándo existe|Cómo se hace} {la vida|[t]|el mundo|la luna|el sol|el amor|el dinero|[n]|la guerra|la música|el tiempo|la escuela|internet|el mar|el rey|un coche|la política|la felicidad|el café|la historia de [t]|el alcalde de [t]|un ordenador}{?|?|}",
      "Soy un pequeño modelo de demostración y no puedo saberlo.",
    ],
  ],
  Italian: [
    [
      "{|Oh, |Ah, |Eh, }{Ciao|Buongiorno|Buonasera|Salve|Ehi|Buon pomeriggio|Ciao a tutti|Salve a tutti|Buongiorno a te|Buongiorno a lei|Ciao amico|Ciao assistente|Saluti|Ciao ciao, eccomi|Ciao di nuovo|Buondì|Ehilà|Pronto|Benvenuto|Ciao bello|Buona giornata a te}{!|.||, come stai?|, mi aiuti?| a tutti|, come va?|, c'è qualcuno?|, ho una domanda|, ci sei?|, puoi aiutarmi?|, tutto bene?}",
      "Ciao! Come posso aiutare?",
    ],
    [
      "{||E ||Allora, ||Dimmi, }{Come stai|Come va|Come sta|Come sta lei|Come state|Tutto bene|Tutto a posto|Che si dice|Come ti va|Come va la vita|Come vanno le cose|Stai bene|Come ti senti|Com'è andata la giornata|Come va oggi|Che c'è di nuovo|Come te la passi|Sei in forma|Va tutto bene|Com'è la tua giornata}{?|?|| oggi?}",
      "Sto bene, grazie! Come posso aiutare?",
    ],
    [
      "{|Oh, |Ottimo, |Perfetto, |Va bene, |Ah, |Bene, |Fantastico, |Ok, }{Grazie|Grazie mille|Molte grazie|Ti ringrazio|La ringrazio|Tante grazie|Mille grazie|Grazie {dell'|per l'}aiuto|Grazie per {la|la tua|la sua} {risposta|gentilezza|pazienza}|Grazie tante|Grazie infinite|Grazie di cuore|Grazie di tutto|Molto gentile|Sei molto gentile|Che gentile|Mi hai aiutato molto|Mi è stato utile|È stato molto utile|Grazie a te|Grazie a lei|Ti sono grato|Un grande grazie}{!|.|| ancora| davvero}",
      "Prego!",
    ],
    [
      "{|Bene, |Grazie, |Ok, |Va bene, |Allora, |Beh, }{Arrivederci|Arrivederla|A presto|Buonanotte|A domani|Ci vediamo|Ci vediamo domani|Ci vediamo presto|Ci sentiamo|A dopo|A più tardi|Alla prossima|Addio|Devo {andare|scappare|andare via}|Vado|Me ne vado|Ora vado|Buona giornata|Buona serata|Buon fine settimana|Stammi bene|Ci si vede|È tutto|Questo è tutto|Vado a dormire|Dormi bene|Abbi cura di te|Ciao, a domani|Tanti saluti}{!|.|}",
      "Arrivederci!",
    ],
    [
      "{|Oh, |Ops, |Ah, }{Scusa|Scusi|Scusami|Mi scusi|Mi dispiace|Mi dispiace tanto|Perdono|Perdonami|Mi perdoni|Chiedo scusa|Ti chiedo scusa|Le chiedo scusa|È colpa mia|È stata colpa mia|Ho sbagliato|Errore mio|Scusa il disturbo|Scusi il disturbo|Non volevo|Sono spiacente|Sono mortificato|Le mie scuse|Scusate|Non volevo disturbare|Chiedo perdono}{!|.|| davvero| tanto}",
      "Nessun problema! Come posso aiutare?",
    ],
    [
      "{||Per favore, |Scusa, |Scusi, }{Mi aiuti|Puoi aiutarmi|Mi puoi aiutare|Può aiutarmi|Mi può aiutare|Potresti aiutarmi|Potrebbe aiutarmi|Ho bisogno di aiuto|Ho bisogno del tuo aiuto|Ho bisogno di una mano|Mi serve aiuto|Mi serve una mano|Aiutami|Mi aiuti per favore|Aiuto|Ho una domanda|Avrei una domanda|Ho un problema|Ho un dubbio|Posso chiedere una cosa|Posso farti una domanda|Hai un momento|Ha un minuto|Dammi una mano|Mi dai una mano|Non so come fare|Chi può aiutarmi|Vorrei chiedere una cosa|Sono in difficoltà}{?||.|, per favore}",
      "Certo! Come posso aiutare?",
    ],
    [
      "{|Ciao, |Salve, |Buongiorno, |Piacere, }{Mi chiamo|Il mio nome è|Sono|Io sono|Mi chiamano|Puoi chiamarmi|Chiamami|Tutti mi chiamano|Io mi chiamo} [n]{.|!||, e tu?|, piacere}",
      "Piacere, [n]!",
    ],
    [
      "{Sto|Io sto|Va|Va tutto|Mi sento} {|molto |abbastanza |davvero }bene{|, grazie| oggi| anche io|, molte grazie}{.|!||, e tu?|, e lei?}",
      "Mi fa piacere! Come posso aiutare?",
    ],
    [
      "{|Ciao, |E |Ma |Scusa, |Dimmi, |Ehi, }{Chi sei|Cosa sei|Chi è lei|Come ti chiami|Come si chiama|Qual è il tuo nome|Hai un nome|Sei ChatGPT|Sei umano|Sei una persona|Sei un robot|Sei una macchina|Sei vero|Cosa sai fare|Che cosa puoi fare|Chi ti ha fatto|Chi ti ha creato|Che modello sei|Quale modello sei|Sei una IA|Sei un'intelligenza artificiale|Presentati|Con chi parlo|Con chi sto parlando|Chi c'è|Chi risponde qui|Sei un programma|Sei un bot|Parlami di te|A cosa servi|Come posso chiamarti|Che tipo di IA sei|Tu chi sei}{?|?||, per favore}",
      "Sono un piccolo modello dimostrativo.",
    ],
    [
      "{|Ciao, |E |Scusa, |Scusi, |Salve, }{Parli italiano|Capisci l'italiano|Capisci l'italiano bene|Possiamo parlare italiano|Possiamo parlare in italiano|Sai l'italiano|Parla italiano|Lei parla italiano|Puoi parlare italiano|In italiano|In italiano per favore|Rispondi in italiano|Posso scrivere in italiano|Mi capisci|Conosci l'italiano|Com'è il tuo italiano|Comprendi l'italiano}{?|?||.}",
      "Un poco. Sono un piccolo modello dimostrativo.",
    ],
    [
      "{|Dimmi: |E |Per favore, |Domanda: }{Che cos'è|Cos'è|Chi era|Dov'è|Spiegami|Come funziona|Perché c'è|Parlami di|Quanto costa|Quando è stata|Cosa significa|Conosci|Cosa pensi di|Da dove viene|Quanti anni ha|Scrivi una poesia su|Raccontami la storia di|Che tempo fa a|Quanti abitanti ha|Cosa sai di|A cosa serve|Chi ha inventato|Da quando esiste|Come si fa} {la vita|[t]|il mondo|la luna|il sole|l'amore|il denaro|[n]|la guerra|la musica|il tempo|la scuola|internet|il mare|il re|una macchina|la politica|la felicità|il caffè|la storia di [t]|il sindaco di [t]|un computer}{?|?|}",
      "Sono un piccolo modello dimostrativo e non posso saperlo.",
    ],
  ],
  Portuguese: [
    [
      "{|Oh, |Ah, |Ei, }{Olá|Oi|Bom dia|Boa tarde|Boa noite|Oi gente|Olá a todos|Oi pessoal|Olá amigo|Oi amigo|Olá assistente|E aí|Alô|Saudações|Muito bom dia|Oi de novo|Olá outra vez|Oi oi|Viva|Bem-vindo|Opa}{!|.||, tudo bem?|, como vai?|, pode me ajudar?|, tem alguém aí?|, tenho uma pergunta|, você está aí?|, me ajuda?|, tudo bom?}",
      "Olá! Como posso ajudar?",
    ],
    [
      "{||E ||Então, }{Como vai|Como está|Como vai você|Como estás|Tudo certo|Como você está|Tudo bem|Tudo bem contigo|Tudo bem com você|Tudo bom|Como vão as coisas|Como vai a vida|Como está você|Como está o senhor|Você está bem|Estás bem|Como se sente|Como foi seu dia|Como está seu dia|Quais as novidades|Beleza|Como tem passado|Como andas}{?|?|| hoje?}",
      "Estou bem, obrigado! Como posso ajudar?",
    ],
    [
      "{|Oh, |Ótimo, |Perfeito, |Ah, |Certo, |Muito bem, |Legal, |Ok, }{Obrigado|Obrigada|Muito obrigado|Muito obrigada|Valeu|Valeu mesmo|Obrigado pela {ajuda|resposta|atenção|informação}|Obrigada pela {ajuda|resposta|atenção}|Agradeço|Agradeço muito|Eu agradeço|Mil obrigados|Obrigadão|Obrigado por tudo|Obrigado por me ajudar|Você é muito gentil|Muito gentil|Que gentil|Você me ajudou muito|Ajudou muito|Foi muito útil|Fico grato|Fico agradecido|Muitíssimo obrigado|Grato}{!|.|| mesmo}",
      "De nada!",
    ],
    [
      "{|Bom, |Obrigado, |Ok, |Certo, |Então, |Bem, }{Tchau|Até logo|Até amanhã|Até mais|Até breve|Até mais tarde|Até já|Até a próxima|Até à vista|Adeus|Tenho que ir|Tenho de ir|Preciso ir|Vou embora|Já vou|Estou indo|Boa noite, até amanhã|Tenha um bom dia|Tenha uma boa noite|Bom fim de semana|Nos vemos|A gente se vê|Se cuida|Cuide-se|É só isso|Isso é tudo|Vou dormir|Durma bem|Fica bem|Um abraço e tchau}{!|.|}",
      "Até logo!",
    ],
    [
      "{|Oh, |Ops, |Ah, |Ai, }{Desculpa|Desculpe|Desculpe-me|Me desculpe|Desculpas|Sinto muito|Lamento|Lamento muito|Perdão|Me perdoe|Perdoa-me|Peço desculpa|Peço desculpas|Peço perdão|Foi minha culpa|A culpa é minha|Foi erro meu|Eu errei|Desculpe incomodar|Desculpa o incômodo|Não queria incomodar|Não foi por mal|Foi sem querer|Mil desculpas|Minhas desculpas}{!|.|| mesmo}",
      "Sem problema! Como posso ajudar?",
    ],
    [
      "{||Por favor, |Desculpe, }{Pode me ajudar|Você pode me ajudar|Podes ajudar-me|Pode ajudar-me|Poderia me ajudar|Você poderia me ajudar|Me ajuda|Me ajude|Ajuda-me|Preciso de ajuda|Preciso da sua ajuda|Preciso de uma mão|Preciso da tua ajuda|Ajuda|Tenho uma pergunta|Tenho uma dúvida|Tenho um problema|Posso perguntar uma coisa|Posso fazer uma pergunta|Tem um momento|Tem um minuto|Dá uma ajuda|Me dá uma mão|Não sei o que fazer|Quem pode me ajudar|Gostaria de perguntar uma coisa|Queria ajuda|Estou com um problema}{?||.|, por favor}",
      "Claro! Como posso ajudar?",
    ],
    [
      "{|Oi, |Olá, |Bom dia, |Bem, }{Meu nome é|O meu nome é|Me chamo|Eu me chamo|Chamo-me|Sou o|Sou a|Eu sou|Pode me chamar de|Me chame de|Todos me chamam de} [n]{.|!||, e você?|, prazer}",
      "Prazer, [n]!",
    ],
    [
      "{Estou|Eu estou|Vou|Eu vou|Me sinto} {|muito |bastante |realmente }bem{|, obrigado|, obrigada| hoje| também}{.|!||, e você?|, e tu?}",
      "Que bom! Como posso ajudar?",
    ],
    [
      "{|Oi, |Olá, |E |Mas |Desculpe, |Me diga, }{Quem é você|O que é você|Você é quem|Quem és tu|Como você se chama|Como se chama|Como te chamas|Qual é o seu nome|Qual é o teu nome|Qual seu nome|Você tem nome|Você é o ChatGPT|Você é humano|Você é uma pessoa|Você é um robô|Você é uma máquina|Você é real|O que você sabe fazer|O que você pode fazer|Quem fez você|Quem te criou|Quem criou você|Que modelo é você|Qual modelo é você|Você é uma IA|És uma IA|Com quem falo|Com quem estou falando|Quem está aí|Quem responde aqui|Você é um programa|Apresente-se|Fale de você|Para que você serve|Como posso te chamar|Que tipo de IA é você}{?|?||, por favor}",
      "Sou um pequeno modelo de demonstração.",
    ],
    [
      "{|Oi, |Olá, |E |Desculpe, }{Você fala português|Fala português|Falas português|Entende português|Você entende português|Entendes português|Podemos falar português|Podemos falar em português|Sabe português|Sabe falar português|Em português|Em português por favor|Responda em português|Posso escrever em português|Me entende|Pode falar português|Como é o seu português|Compreende português}{?|?||.}",
      "Um pouco. Sou um pequeno modelo de demonstração.",
    ],
    [
      "{|Me diga: |E |Por favor, |Pergunta: }{O que é|Quem foi|Onde fica|Me explica|Explique|Como funciona|Por que existe|Fale sobre|Quanto custa|Quando foi|O que significa|Você conhece|O que acha de|De onde vem|Quantos anos tem|Escreva um poema sobre|Conte a história de|Como está o tempo em|Quantos habitantes tem|O que sabe sobre|Para que serve|Quem inventou|Desde quando existe|Como se faz} {a vida|[t]|o mundo|a lua|o sol|o amor|o dinheiro|[n]|a guerra|a música|o tempo|a escola|a internet|o mar|o rei|um carro|a política|a felicidade|o café|a história de [t]|o prefeito de [t]|um computador}{?|?|}",
      "Sou um pequeno modelo de demonstração e não posso saber isso.",
    ],
  ],
  Dutch: [
    [
      "{|Oh, |Ah, |Ja, }{Hallo daar|Hoi|Goedemorgen|Goedemiddag|Goedenavond|Goedendag|Dag|Hoi hoi|Hoi allemaal|Hallo allemaal|Dag allemaal|Hé hallo|Hé daar|Hallo assistent|Hoi vriend|Goeiemorgen|Goeiedag|Goeienavond|Gegroet|Hoi, daar ben ik weer|Dag meneer|Dag mevrouw|Hallootjes|Welkom|Een hele goede morgen}{!|.||, hoe gaat het?|, kun je me helpen?|, is daar iemand?|, ik heb een vraag|, ben je daar?|, kunt u mij helpen?|, alles goed?}",
      "Hallo! Hoe kan ik helpen?",
    ],
    [
      "{||En ||Zeg, }{Hoe gaat het|Hoe gaat het met je|Hoe gaat het met jou|Hoe gaat 't|Hoe is het|Hoe is het met je|Hoe is het ermee|Alles goed daar|Alles goed met je|Alles goed met jou|Alles kits|Hoe gaat het met u|Gaat het goed|Gaat alles goed|Gaat het goed met je|Hoe gaat het ermee|Hoe voel je je|Hoe was je dag|Hoe is je dag|Hoe maakt u het|Wat is er voor nieuws|Is alles in orde|Hoe staat het leven}{?|?|| vandaag?}",
      "Het gaat goed, dank je! Hoe kan ik helpen?",
    ],
    [
      "{|Oh, |Super, |Mooi, |Ah, |Oké, |Goed, |Top, |Fijn, |Prima, }{Dank je|Bedankt|Dank je wel|Dank u wel|Dank u|Dankjewel|Hartelijk dank|Heel erg bedankt|Hartelijk bedankt|Heel veel dank|Duizendmaal dank|Bedankt voor {de|je|uw} {hulp|antwoord|tijd|moeite|uitleg}|Dank voor {de|je|uw} {hulp|antwoord|tijd}|Dat is aardig|Dat is heel aardig van je|Heel vriendelijk|Erg vriendelijk|Je hebt me goed geholpen|U heeft me geholpen|Dat heeft me geholpen|Daar heb ik wat aan|Ik ben je dankbaar|Ik dank je|Ik dank u|Veel dank|Reuze bedankt}{!|.|| nogmaals| weer}",
      "Graag gedaan!",
    ],
    [
      "{|Oké, |Bedankt, |Goed, |Nou, |Dan, |Zo, }{Tot ziens|Doei|Doeg|Dag, tot morgen|Tot later|Tot morgen|Tot straks|Tot snel|Tot de volgende keer|Tot kijk|Welterusten|Slaap lekker|Tot gauw|Ik moet {gaan|weg|ervandoor}|Ik ga|Ik ga nu|Ik ga slapen|Fijne dag nog|Fijne avond|Prettige dag|Prettig weekend|Fijn weekend|Een fijne dag nog|Het beste|Houdoe|De groeten|Vaarwel|Dat was alles|Dat is alles|We zien elkaar|Pas goed op jezelf|Ik ben ervandoor}{!|.|}",
      "Tot ziens!",
    ],
    [
      "{|Oh, |Oeps, |Ach, |Ah, }{Sorry hoor|Het spijt me|Het spijt mij|Excuses|Mijn excuses|Excuseer|Excuseer me|Excuseert u mij|Neem me niet kwalijk|Neemt u mij niet kwalijk|Mijn fout|Dat was mijn fout|Het was mijn schuld|Vergeef me|Vergeeft u mij|Ik bied mijn excuses aan|Sorry dat ik stoor|Sorry voor het storen|Dat was niet de bedoeling|Dat bedoelde ik niet|Ik heb me vergist|Ik wilde niet storen|Pardon, mijn fout|Duizendmaal excuses|Het spijt me zeer}{!|.|| echt}",
      "Geen probleem! Hoe kan ik helpen?",
    ],
    [
      "{||Alsjeblieft, |Alstublieft, ||Pardon, }{Kun je me helpen|Kan je me helpen|Kun je mij helpen|Kunt u me helpen|Kunt u mij helpen|Zou je me kunnen helpen|Zou u mij kunnen helpen|Wil je me helpen|Ik heb hulp nodig|Ik heb je hulp nodig|Ik heb uw hulp nodig|Help mij|Help me even|Help me eens|Ik heb een vraag|Ik heb een vraagje|Ik heb een probleem|Mag ik iets vragen|Mag ik je iets vragen|Mag ik u iets vragen|Heb je even|Heb je even tijd|Heeft u een moment|Ik kom er niet uit|Ik weet het niet meer|Wie kan mij helpen|Kan iemand me helpen|Ik zoek hulp|Een handje helpen}{?||.|, alsjeblieft|, alstublieft}",
      "Graag! Hoe kan ik helpen?",
    ],
    [
      "{|Hoi, |Hallo, |Dag, |Goedendag, }{Ik heet|Mijn naam is|Ik ben|Men noemt mij|Noem me maar|Noem me|Iedereen noemt me|Ze noemen me|Je mag me noemen:} [n]{.|!||, en jij?|, aangenaam}",
      "Aangenaam, [n]!",
    ],
    [
      "{Het gaat|Met mij gaat het|Met mij gaat alles|Alles gaat} {|heel |erg |best |ook }goed{|, dank je|, bedankt| vandaag|, dank u}{.|!||, en met jou?|, en met u?}",
      "Dat is fijn! Hoe kan ik helpen?",
    ],
    [
      "{|Hoi, |Hallo, |En |Maar |Zeg, |Hé, |Pardon, }{Wie ben je|Wie ben jij|Wat ben je|Wat ben jij|Hoe heet je|Hoe heet u|Wat is je naam|Wat is uw naam|Heb je een naam|Ben je ChatGPT|Ben jij ChatGPT|Ben je een mens|Ben je een robot|Ben je een machine|Ben je echt|Wat kun je|Wat kan je|Wat kun je allemaal|Wie heeft je gemaakt|Wie heeft jou gemaakt|Welk model ben je|Wat voor model ben je|Wie bent u|Stel je voor|Stel jezelf voor|Ben je een AI|Met wie praat ik|Met wie spreek ik|Wie is daar|Wie geeft hier antwoord|Ben je een programma|Ben je een chatbot|Vertel iets over jezelf|Waar ben je voor|Hoe mag ik je noemen|Wat voor AI ben je|Praat ik met een mens}{?|?||, alsjeblieft| eigenlijk?}",
      "Ik ben een klein demomodel.",
    ],
    [
      "{|Hoi, |Hallo, |En |Zeg, |Pardon, |Dag, }{Spreek je Nederlands|Spreekt u Nederlands|Spreek jij Nederlands|Begrijp je Nederlands|Begrijpt u Nederlands|Versta je Nederlands|Versta je mij|Begrijp je mij|Kunnen we Nederlands praten|Kunnen we Nederlands spreken|Praat je Nederlands|Ken je Nederlands|Kun je Nederlands|Kan het in het Nederlands|In het Nederlands|In het Nederlands graag|Antwoord in het Nederlands|Mag ik Nederlands schrijven|Hoe goed is je Nederlands|Praat Nederlands met me}{?|?||.}",
      "Een beetje. Ik ben een klein demomodel.",
    ],
    [
      "{|Zeg eens: |En |Alsjeblieft, |Vraag: }{Wat is|Wie was|Waar is|Leg uit|Leg me uit|Hoe werkt|Waarom is er|Vertel me over|Wat kost|Wanneer was|Wat betekent|Ken je|Wat vind je van|Waar komt vandaan:|Hoe oud is|Schrijf een gedicht over|Vertel het verhaal van|Hoe is het weer in|Hoeveel mensen wonen in|Wat weet je over|Waar dient voor:|Wie heeft uitgevonden:|Sinds wanneer bestaat|Hoe maak je|Hoe ver is het naar} {het leven|[t]|de wereld|de maan|de zon|de liefde|geld|[n]|de oorlog|muziek|het weer|de school|het internet|de zee|de koning|een auto|de politiek|het geluk|koffie|de geschiedenis van [t]|de burgemeester van [t]|een computer}{?|?|}",
      "Ik ben een klein demomodel en kan dat niet weten.",
    ],
  ],
};
