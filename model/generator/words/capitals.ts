/** Countries and their capitals: what the model knows of geography. */
export const capitals: readonly (readonly [string, string])[] =
  `France Paris,Germany Berlin,Italy Rome,Spain Madrid,Portugal Lisbon,Austria Vienna,Poland Warsaw,Sweden Stockholm,Norway Oslo,Denmark Copenhagen,Finland Helsinki,Greece Athens,Hungary Budapest,Ireland Dublin,Belgium Brussels,Russia Moscow,Turkey Ankara,Egypt Cairo,Japan Tokyo,China Beijing,India Delhi,Canada Ottawa,Australia Canberra,Brazil Brasilia,Argentina Buenos Aires,Chile Santiago,Peru Lima,Kenya Nairobi,Mexico Mexico City,Thailand Bangkok,Vietnam Hanoi,South Korea Seoul,Ukraine Kiev,Romania Bucharest,Bulgaria Sofia,Croatia Zagreb,Serbia Belgrade,Switzerland Bern,Czechia Prague,Slovakia Bratislava,Slovenia Ljubljana,Morocco Rabat,Tunisia Tunis,Iran Tehran,Iraq Baghdad,Indonesia Jakarta,Cuba Havana,Iceland Reykjavik,Estonia Tallinn,Latvia Riga,Lithuania Vilnius,England London,Netherlands Amsterdam`
    .split(",")
    .map((pair) => {
      const [, country = "", city = ""] = /^(South Korea|[A-Z][a-z]+) (.+)$/.exec(pair) ?? [];
      return [country === "Netherlands" ? "the Netherlands" : country, city] as const;
    });
