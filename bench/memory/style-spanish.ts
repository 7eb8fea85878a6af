import type { Style } from "./styles.ts";

export const spanish: Style = {
  name: "español",
  language: "es",
  single: [
    {
      echo: "Es un trabajo precioso, seguro que a {n} le va muy bien.",
      tells: ["Mi prima {n} trabaja ahora de {v} en Bilbao.", "A {n}, mi prima, la han contratado como {v}."],
      asks: ["¿A qué se dedica mi prima?", "qué trabajo tiene {n}"],
      values: ["intérprete", "veterinaria", "arquitecta", "bombera"],
    },
    {
      echo: "Queda apuntado, guárdalo también en un sitio seguro.",
      tells: ["La caja fuerte se abre con {v}.", "Apunta: combinación de la caja fuerte, {v}."],
      asks: ["¿Cuál era la clave de la caja?", "con qué código abro la caja fuerte"],
      values: ["7-31-18", "4-22-9", "12-5-40"],
    },
    {
      echo: "Es un nombre muy bonito para un gato.",
      tells: ["Al gato le hemos puesto {v}.", "El gatito se llama {v}, lo eligió mi hija."],
      asks: ["¿Qué nombre tiene nuestra mascota?", "cómo se llama el gato"],
      values: ["Nube", "Tomate", "Simón"],
    },
  ],
  changed: [
    {
      echo: "Perfecto, que vaya bien la reunión con el banco.",
      tells: ["La reunión con el banco es el {v}.", "Tenemos cita en el banco el {v}."],
      changes: ["El banco ha llamado: la pasan al {v}.", "Cambio de planes, lo del banco será el {v}."],
      asks: ["¿Cuándo voy al banco?", "qué día es la cita del banco"],
      values: ["martes 7", "jueves 16", "viernes 24"],
    },
  ],
  scattered: [
    {
      echo: "Una afición nueva siempre anima la semana.",
      tells: [
        "Me he apuntado a clases de cerámica.",
        "Ayer probé la escalada, qué agujetas.",
        "Los domingos canto en un coro.",
      ],
      asks: ["¿Qué aficiones tengo?", "qué hago en mi tiempo libre"],
    },
  ],
  inferred: [
    {
      echo: "Hay muchas hierbas que dan sabor sin sal, y ayudan con la tensión.",
      tells: ["El médico me ha prohibido la sal por la tensión."],
      asks: ["¿Me conviene pedir anchoas?"],
    },
  ],
  timed: [
    {
      echo: "¡Qué buen plan!",
      tells: [
        "Hoy hemos comido en un restaurante peruano.",
        "Hoy cenamos en una taberna gallega.",
        "Hoy probamos el restaurante nuevo de sushi.",
      ],
      asks: ["¿En qué restaurante comimos en {m}?", "dónde comimos fuera en {m}"],
    },
  ],
  advised: [
    {
      requests: ["¿Qué le regalo a mi suegra?"],
      answer: "Yo le regalaría {v}; es bonito y no ocupa sitio.",
      asks: ["¿Qué regalo me recomendaste para mi suegra?", "qué me sugeriste regalar"],
      values: ["un pañuelo de seda", "unas entradas de teatro", "una orquídea"],
    },
  ],
  linked: [
    {
      first: { tells: ["La profesora de inglés de los niños es {n}."], echo: "Seguro que aprenden mucho." },
      second: { tells: ["{n} se va a Irlanda en verano."], echo: "Un gran paso." },
      asks: ["¿Se queda la profesora de inglés?"],
    },
  ],
  distractors: [
    "El gato de los vecinos no deja dormir.",
    "Mi primo ha perdido el tren.",
    "En la tele hablaban de los bancos.",
  ],
  about: [
    "Cuéntame algo sobre {t}.",
    "¿Qué debo saber sobre {t}?",
    "Escribe dos frases sobre {t}.",
    "Hoy todo el mundo hablaba sobre {t}.",
  ],
  topics: [
    "los volcanes",
    "los impuestos",
    "la papiroflexia",
    "las abejas",
    "los romanos",
    "la masa madre",
    "los paneles solares",
    "los faros",
    "los agujeros negros",
    "los crucigramas",
    "los discursos",
    "la Luna",
    "las vitaminas",
    "el ajedrez",
    "el papel pintado",
    "los corales",
    "el jazz",
    "la inflación",
    "los pingüinos",
    "las alfombras",
    "los patinetes",
    "los fantasmas",
    "las setas",
    "las estrellas",
  ],
  chat: [
    "¿Cómo se quita una mancha de café?",
    "Escribe una nota corta para los vecinos.",
    "Qué calor hace hoy.",
    "Explícame qué es el interés compuesto.",
    "El autobús ha llegado tarde otra vez.",
    "Dame una idea para cenar.",
    "Mi compañero no para de hablar.",
    "¿Cuánto hiervo un huevo?",
    "No encuentro las llaves.",
    "¿Cómo se dice gracias en japonés?",
  ],
  replies: [
    "Claro, aquí tienes una propuesta; dime si te gusta el tono.",
    "Anotado, avísame si hay novedades.",
    "¡Enhorabuena, qué buena noticia!",
    "En resumen: depende de cuánto tiempo quieras dedicarle.",
    "Ánimo, un descanso corto suele ayudar.",
  ],
};
