"""First names that are common among people of 50 and over. Whether a word is one helps only to ask:
"Hans, Gerda Krause" are two people, "Krause, Hans Gerd" is one."""

from core.language.german import fold

_COMMON = frozenset(
    """
    adelheid agnes albert alexander alfons alfred alois andrea andreas angela angelika anita anja anke anna anne
    anneliese annemarie annette anton antonia armin arnold astrid august axel barbara beate beatrix bernd bernhard
    bert bertha bettina bianca bianka birgit bodo brigitta brigitte bruno burkhard carl carla carmen carola carsten
    charlotte christa christel christian christiane christina christine christoph claudia claus cornelia dagmar
    daniel daniela detlef detlev dieter dietmar dietrich dirk dora doris dorothea eberhard eckhard edeltraud edgar
    edith eduard egon ehrenfried elfi elfriede elisabeth elke ella ellen elli elsa elsbeth else elvira emil emma
    emmi erhard erich erika ernst erna erwin esther eugen eva evelyn ewald felix ferdinand frank franz franziska
    frauke frieda friedel friedhelm friedrich fritz gabi gabriela gabriele georg gerd gerda gerhard gerlinde gert
    gertrud gisela gitta gottfried gregor greta grete gudrun guenter guenther gunda gustav hanna hannah hannelore
    hans harald harry hartmut hedwig heide heidemarie heidi heike heiko heiner heinrich heinz helene helga helmut
    helmuth henning henriette herbert heribert hermann herta hertha hilde hildegard hiltrud holger horst hubert hugo
    ida ilona ilse inge ingeborg ingo ingrid irene iris irma irmgard irmtraud isabel jan jens joachim jochen johann
    johanna johannes josef josefine joseph juergen julia julius juliane jutta kaethe karin karl karla karola karsten
    katharina kathrin katja katrin kerstin klara klaus konrad konstanze kornelia kurt lena lene leni leo leonore
    lieselotte liesel lilli lilo linda lore lothar lotte lucia ludger ludwig luise lutz lydia magda magdalena
    manfred manuela marc marcel maren marga margareta margarete margarethe margit margot margret maria marianne
    marie marion marita mark markus marlene marlies marliese marta martha martin martina mathilde matthias max
    maximilian mechthild meinhard melanie michael michaela monika nicole nikolaus nina norbert olaf olga oliver
    oskar otto paul paula peter petra philipp pia rainer ralf ralph regina regine reiner reinhard reinhold renate
    richard rita robert roland rolf rosa rosel rosemarie rosi roswitha rudi rudolf ruth sabine sandra sebastian
    sibylle siegfried sieglinde sigrid silke silvia simone sofie sonja sophie stefan stefanie stephan steffen
    susanne svenja sylvia tanja theo theodor theresa therese thomas thorsten tim tina torsten traute trude udo ulla
    ulrich ulrike ursel ursula ute uwe vera veronika viktor viktoria volker volkmar waldemar walburga waltraud
    walter walther wanda werner wilfried wilhelm wilhelmine willi willy winfried wolf wolfgang
    """.split()
)


def is_first_name(word: str) -> bool:
    """Of "Hans-Georg" the first part is asked about."""
    return fold(word).partition(" ")[0] in _COMMON
