import type { Style } from "./styles.ts";

export const portuguese: Style = {
  name: "português",
  language: "pt",
  single: [
    {
      echo: "Que notícia boa, parabéns a {n}.",
      tells: ["A minha sobrinha {n} foi aceite na orquestra, toca {v}.", "{n} ensaia {v} todas as tardes."],
      asks: ["Que instrumento toca a minha sobrinha?", "o que é que {n} ensaia?"],
      values: ["oboé", "viola", "trompete", "harpa"],
    },
    {
      echo: "Fica registado, assim não se esquece.",
      tells: ["O contador da luz marcava {v} esta manhã.", "Li o contador: {v}."],
      asks: ["Qual foi a última leitura do contador?", "quanto marcava a luz"],
      values: ["48213", "51977", "60342"],
    },
    {
      echo: "Parece justo para uma reparação dessas.",
      tells: ["O sapateiro leva {v} pelas solas novas.", "Deixei as botas no sapateiro, são {v}."],
      asks: ["Quanto vou pagar pelas botas?", "qual era o preço do sapateiro?"],
      values: ["18 euros", "25 euros", "32 euros"],
    },
    {
      echo: "Bom saber, é perto da estação.",
      tells: ["Consulta marcada no oculista para {v}.", "O oculista só tinha vaga {v}."],
      asks: ["Quando vou ao oculista?", "para que dia ficou a consulta dos olhos"],
      values: ["segunda às dez", "quinta às três", "sexta ao meio-dia"],
    },
  ],
  changed: [
    {
      echo: "Que corra bem nesse horário.",
      tells: ["Entro no turno da {v} no armazém.", "Estou na escala da {v}."],
      changes: ["Trocaram-me a escala, agora faço a {v}.", "O encarregado pôs-me na {v}."],
      asks: ["Em que turno estou?", "qual é o meu horário no armazém agora"],
      values: ["manhã", "tarde", "noite"],
    },
    {
      echo: "Boa sorte com esse plano de telemóvel.",
      tells: ["O meu tarifário é da {v}.", "Estou com a {v} há anos."],
      changes: ["Fartei-me e mudei para a {v}.", "Assinei com a {v}, é mais barato."],
      asks: ["Qual é a minha operadora?", "com que empresa tenho o telemóvel"],
      values: ["Lusocom", "Tejonet", "Dourocel"],
    },
  ],
  scattered: [
    {
      echo: "Que paciência, espero que fique arranjado.",
      tells: [
        "A torneira da cozinha pinga outra vez.",
        "O estore do quarto encravou.",
        "O autoclismo não para de correr.",
      ],
      asks: ["O que está avariado em casa?", "que coisas tenho de mandar arranjar"],
    },
    {
      echo: "Deve ter sido um concerto bonito.",
      tells: [
        "Ontem fomos ouvir fado na Mouraria.",
        "Vimos um quarteto de cordas na igreja.",
        "A banda da vila tocou no coreto.",
      ],
      asks: ["A que concertos fui?", "que música ouvi ao vivo este ano"],
    },
  ],
  inferred: [
    {
      echo: "O corpo pede descanso, sobretudo à noite.",
      tells: ["Se bebo café depois das duas não prego olho."],
      asks: ["Aceito um expresso depois do jantar?"],
    },
    {
      echo: "Há óculos escuros com boas lentes.",
      tells: ["Não consigo conduzir de noite, os faróis cegam-me."],
      asks: ["Posso ir buscar a minha mãe ao aeroporto às onze da noite?"],
    },
  ],
  timed: [
    {
      echo: "Boa colheita!",
      tells: [
        "Hoje apanhámos as azeitonas.",
        "Hoje foi a vindima na quinta.",
        "Apanhámos hoje as laranjas do quintal.",
      ],
      asks: ["O que colhemos em {m}?", "que fruta apanhámos em {m}?"],
    },
  ],
  advised: [
    {
      requests: ["Como tiro o cheiro a bafio do armário?"],
      answer: "Experimente {v} durante uma semana e areje bem.",
      asks: ["O que sugeriste para o cheiro do armário?", "qual era o teu truque contra o bafio"],
      values: ["cascas de laranja", "carvão vegetal", "sabão de alfazema"],
    },
  ],
  linked: [
    {
      first: { tells: ["O veterinário da nossa gata chama-se {n}."], echo: "Um bom veterinário é precioso." },
      second: { tells: ["{n} só dá consultas à terça."], echo: "Convém marcar cedo." },
      asks: ["Em que dia posso levar a gata ao veterinário?"],
    },
  ],
  distractors: [
    "O vizinho toca acordeão mal.",
    "A banda larga caiu outra vez.",
    "Na loja ao lado arranjam relógios.",
    "O meu primo vende laranjas na feira.",
  ],
  about: [
    "Fala-me disto: {t}.",
    "O que devo saber sobre {t}?",
    "Escreve duas frases sobre {t}.",
    "Hoje só se falava sobre {t}.",
  ],
  topics:
    "vulcões,impostos,origâmi,abelhas,romanos,fermento,painéis solares,faróis,buracos negros,palavras cruzadas,discursos,a Lua,vitaminas,xadrez,papel de parede,corais,jazz,inflação,pinguins,tapetes,trotinetes,fantasmas,cogumelos,constelações".split(
      ",",
    ),
  chat: [
    "Como se tira uma nódoa de vinho?",
    "Escreve um recado curto para os vizinhos.",
    "Que calor insuportável.",
    "Explica-me os juros compostos.",
    "O autocarro atrasou-se outra vez.",
    "Dá-me uma ideia para o jantar.",
    "O meu colega não se cala.",
    "Quanto tempo coze um ovo?",
    "Não encontro as chaves.",
    "Como se diz obrigado em japonês?",
  ],
  replies: [
    "Claro, aqui vai uma proposta; diga se o tom lhe agrada.",
    "Anotado, avise se houver novidades.",
    "Parabéns, que boa notícia!",
    "Resumindo: depende do tempo que quiser dedicar.",
    "Força, uma pausa curta costuma ajudar.",
    "Em geral começa-se pelo mais simples, e o resto vem depois.",
  ],
};
