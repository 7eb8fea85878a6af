const lines = (text: string): readonly string[] =>
  text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** Things of the world that the model does not know, so that it learns how they are asked about. */
export const subjects = {
  people:
    lines(`Napoleon, Einstein, Mozart, Cleopatra, Julius Caesar, Newton, Picasso, Gandhi, Beethoven, Marie Curie,
    Aristotle, Plato, Socrates, Columbus, Galileo, Kafka, Goethe, Dickens, Tolstoy, Homer, Bach, Madonna, Elvis, Messi,
    Nietzsche, Kant, Freud, Marx, Lenin, Lincoln, Washington, Churchill, Mandela, Queen Victoria, Alexander the Great,
    Genghis Khan, Leonardo da Vinci, Michelangelo, Van Gogh, Rembrandt, Tesla, Edison, Bell, Gutenberg, Turing, Euler,
    Gauss, Pythagoras, Archimedes, Copernicus, Kepler, Mendel, Pasteur, Steve Jobs, Bill Gates, Elon Musk, Obama, the pope,
    the king, the president, the mayor, Sherlock Holmes, Dracula, Zeus, Odin, Buddha, Moses, Confucius, Dante`),
  places:
    lines(`Mount Everest, the Amazon, the Sahara, the Pacific Ocean, Antarctica, Mars, Jupiter, the Moon, the Alps,
    the Eiffel Tower, the Great Wall, Rome, Atlantis, the Nile, Africa, Asia, Siberia, California, Texas, Florida, Bavaria,
    Tuscany, Patagonia, the Himalayas, the Arctic, the Titanic, the Colosseum, Stonehenge, the pyramids, Machu Picchu,
    the Louvre, the White House, the Black Sea, the Baltic, the Caribbean, Mongolia, Nepal, Iceland, Greenland, Madagascar,
    the Vatican, Saturn, the Milky Way, Alaska, Scotland, Wales, Sicily, Bali, Hong Kong, Dubai, Las Vegas, Hollywood`),
  works:
    lines(`Faust, the Odyssey, Star Wars, Harry Potter, Don Quixote, the Bible, the Mona Lisa, War and Peace, Carmen,
    the Magic Flute, Batman, Superman, the Matrix, Avatar, Moby Dick, Dracula, Robinson Crusoe, Monopoly, Tetris, Minecraft,
    the Iliad, Aida, the Nutcracker, Swan Lake, Frankenstein, the Lord of the Rings, Casablanca, Jaws, Alien, Chess, Poker,
    the Koran, the Beatles, Abba, Nirvana, Queen, the Simpsons, Sesame Street, Romeo and Juliet, King Lear`),
  sciences:
    lines(`gravity, evolution, quantum physics, relativity, DNA, black holes, entropy, radioactivity, nuclear fusion,
    chemistry, algebra, geometry, calculus, statistics, probability, genetics, neurons, plate tectonics, thermodynamics,
    magnetism, electrons, atoms, molecules, enzymes, proteins, vitamins, bacteria, viruses, antibiotics, osmosis, inertia,
    light waves, sound waves, the big bang, dark matter, galaxies, comets, eclipses, prime numbers, fractals, game theory,
    logarithms, matrices, vectors, topology, botany, zoology, psychology, sociology, anthropology, linguistics, economics,
    hormones, the immune system, photons, neutrinos, superconductors, lasers, isotopes, catalysts, acids, mitosis`),
  technologies:
    lines(`Linux, Windows, Docker, Kubernetes, blockchain, machine learning, neural networks, TCP, HTTP, DNS, SQL,
    git, the cloud, a compiler, an operating system, encryption, an API, JavaScript, Python, HTML, CSS, a database, Excel,
    Word, PowerPoint, Photoshop, WhatsApp, Android, an iPhone, a processor, a hard disk, RAM, Bluetooth, 5G, GPS, USB,
    a router, a firewall, a VPN, a transistor, a jet engine, a diesel engine, an electric car, a fuel cell, a wind turbine,
    a heat pump, a microwave, a 3D printer, a drone, a rocket, a satellite, radar, a telescope, an X-ray, an elevator`),
  concepts:
    lines(`inflation, democracy, capitalism, communism, slavery, feminism, taxes, the economy, unemployment, religion,
    Islam, Buddhism, Christianity, philosophy, ethics, freedom, war, peace, the French Revolution, the Cold War, the Renaissance,
    the Middle Ages, World War One, the Roman Empire, the industrial revolution, globalisation, migration, climate change,
    politics, the constitution, human rights, the stock market, interest rates, insurance, marketing, management, leadership,
    art, jazz, opera, ballet, baroque, rap, fashion, football, tennis, golf, rugby, cricket, the Olympics, cooking, wine,
    beer, whisky, love, marriage, divorce, friendship, education, school, university, poverty, corruption, propaganda`),
  brands:
    lines(`Apple, Google, Amazon, Microsoft, Toyota, BMW, Tesla, Nike, Adidas, Ikea, Netflix, Spotify, Lego, Nokia, Samsung,
    Sony, Intel, Nvidia, Facebook, Instagram, TikTok, YouTube, Twitter, Uber, Airbnb, Starbucks, McDonald's, Coca-Cola, Pepsi,
    Volkswagen, Siemens, Bosch, Boeing, Airbus, NASA, the UN, NATO, the EU, the FBI, Wikipedia, Reddit, Bitcoin, Ethereum`),
  illnesses:
    lines(`a cold, the flu, fever, a headache, migraine, diabetes, asthma, cancer, an allergy, back pain, anxiety, depression,
    insomnia, a rash, a sore throat, a cough, high blood pressure, a burn, a toothache, anemia, covid, malaria, measles, arthritis,
    a broken arm, a stroke, a heart attack, stress, burnout, acne, hay fever, food poisoning, nausea, dizziness, obesity`),
  laws: lines(`copyright, a patent, a trademark, a will, a contract, a mortgage, a pension, a passport, a visa, a tenancy agreement,
    a speeding ticket, a lawsuit, bankruptcy, a tax return, alimony, an inheritance, data protection, a work permit, a fine`),
  languages:
    lines(`Python, Java, JavaScript, C, C++, Rust, Go, Ruby, PHP, SQL, bash, Swift, Kotlin, Perl, Haskell, TypeScript, Excel,
    R, Lua, HTML, CSS, Scala, Fortran, Pascal, Lisp, assembly, MATLAB, React, Node, Django`),
  tongues:
    lines(`Latin, Greek, Chinese, Japanese, Arabic, Russian, Swedish, Polish, Turkish, Korean, Hindi, Dutch, Finnish,
    Hungarian, Hebrew, Thai, Welsh, Czech, German, French, Spanish, Italian, Danish, Norwegian, Vietnamese, Swahili`),
} as const;
