//! The roles of LaTeX commands and environments for a reader of the page.

/// The role of a command.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Command {
    /// Its argument is a block of its own: a heading, a caption.
    Block,
    /// A block begins: `\item`, `\par`.
    Break,
    /// A block begins behind this number of arguments, which are not shown: `\bibitem{key}`.
    BreakWith(u8),
    /// A note: its argument comes behind the paragraph.
    Note,
    /// Opaque, with this number of arguments.
    Thing(u8),
    /// Not shown, with this number of arguments.
    Passed(u8),
    /// This number of arguments is not shown; the text goes on behind them.
    Leads(u8),
    /// A letter or a sign.
    Sign(&'static str),
    /// An accent on the letter that follows: a combining mark.
    Accent(char),
    /// `\newline`
    Line,
    /// Its argument is text in the line.
    Inline,
    /// Code between two equal signs, or in braces, behind this number of arguments: `\lstinline|a|`,
    /// `\mintinline{c}|a|`.
    Code(u8),
    /// It prints nothing: a font switch, a length, a layout command.
    Switch,
    /// A length follows: `\hskip 1em`.
    Length,
    /// A definition: the name of a command, its parameters, and its body in braces.
    Definition,
    /// An unknown command: its arguments are text, and without any it stands for something that it prints.
    Unknown,
}

/// The role of a command, by its name.
pub fn command(name: &str) -> Command {
    use Command::{
        Accent, Block, Break, Code, Definition, Inline, Leads, Line, Note, Passed, Sign, Switch, Thing, Unknown,
    };
    match name {
        "part" | "chapter" | "section" | "subsection" | "subsubsection" | "paragraph" | "subparagraph" | "title"
        | "subtitle" | "caption" | "captionof" | "frametitle" | "framesubtitle" | "author" | "date" | "institute"
        | "dedication" => Block,
        "item" | "par" | "hline" | "midrule" | "toprule" | "bottomrule" | "newpage" | "clearpage" | "maketitle"
        | "tableofcontents" | "listoffigures" | "listoftables" | "pagebreak" | "bigskip" | "medskip" | "smallskip"
        | "cleardoublepage" | "endfirsthead" | "endhead" | "endfoot" | "endlastfoot" | "appendix" | "frontmatter"
        | "mainmatter" | "backmatter" | "printbibliography" | "printindex" => Break,
        "bibitem" => Command::BreakWith(1),
        "footnote" | "footnotetext" | "thanks" | "endnote" | "marginpar" | "todo" => Note,
        "cite" | "citep" | "citet" | "citeauthor" | "citeyear" | "parencite" | "textcite" | "autocite" | "nocite"
        | "ref" | "eqref" | "pageref" | "autoref" | "cref" | "Cref" | "nameref" | "vref" | "url" | "path"
        | "includegraphics" | "gls" | "Gls" | "glspl" | "Glspl" | "acrshort" | "acrlong" | "acrfull" | "ac" | "acs"
        | "acl" | "acf" | "acp" | "nolinkurl" | "num" | "si" | "unit" | "ang" | "ensuremath" | "ce" | "chemfig"
        | "texttt" | "citealp" | "citealt" | "citeyearpar" | "footcite" | "footcitetext" | "fullcite" | "supercite"
        | "smartcite" | "citetitle" | "Citet" | "Citep" | "Parencite" | "Textcite" | "Autocite" | "labelcref"
        | "thref" | "fref" | "Autoref" | "subref" | "lstinputlisting" | "qrcode" | "includesvg" | "includepdf"
        | "tikz" | "keys" | "menu" | "directory" | "file" | "filepath" => Thing(1),
        "SI" | "qty" | "numrange" | "inputminted" | "textgreek" | "crefrange" => Thing(2),
        "SIrange" | "qtyrange" => Thing(3),
        "lstinline" | "Verb" | "verbatiminput" | "code" => Code(0),
        "mintinline" | "mint" => Code(1),
        "S" | "P" | "textbullet" | "bullet" | "checkmark" => Thing(0),
        "label"
        | "index"
        | "input"
        | "include"
        | "subfile"
        | "usepackage"
        | "RequirePackage"
        | "documentclass"
        | "bibliography"
        | "bibliographystyle"
        | "vspace"
        | "hspace"
        | "pagestyle"
        | "thispagestyle"
        | "color"
        | "hypersetup"
        | "graphicspath"
        | "geometry"
        | "selectlanguage"
        | "hyphenation"
        | "pagenumbering"
        | "addbibresource"
        | "usetheme"
        | "usecolortheme"
        | "linespread"
        | "setmainfont"
        | "setsansfont"
        | "setmonofont"
        | "phantom"
        | "hphantom"
        | "vphantom"
        | "usetikzlibrary"
        | "counterwithin"
        | "newcounter"
        | "captionsetup"
        | "lstset"
        | "theoremstyle"
        | "cline"
        | "pdfinfo"
        | "usefonttheme"
        | "useinnertheme"
        | "useoutertheme"
        | "setbeamertemplate"
        | "setbeamercolor"
        | "setbeamerfont"
        | "fancyhead"
        | "fancyfoot"
        | "fancyhf"
        | "lhead"
        | "rhead"
        | "chead"
        | "lfoot"
        | "rfoot"
        | "cfoot"
        | "titleformat"
        | "usemintedstyle"
        | "setminted"
        | "pgfplotsset"
        | "tikzset"
        | "tikzstyle"
        | "pgfkeys"
        | "sisetup"
        | "biboptions"
        | "includeonly"
        | "nobibliography"
        | "glsadd"
        | "glsresetall"
        | "enlargethispage"
        | "setstretch"
        | "setlist"
        | "setenumerate"
        | "setitemize"
        | "crefname"
        | "Crefname"
        | "pagecolor"
        | "rowcolor"
        | "cellcolor"
        | "columncolor"
        | "arrayrulecolor"
        | "stepcounter"
        | "refstepcounter"
        | "usecounter"
        | "fontfamily"
        | "fontseries"
        | "fontshape"
        | "fontencoding"
        | "setmathfont"
        | "newlength"
        | "newsavebox"
        | "newif"
        | "urlstyle"
        | "DeclareGraphicsExtensions"
        | "externaldocument"
        | "bookmarksetup"
        | "AtBeginDocument"
        | "AtEndDocument" => Passed(1),
        "setlength"
        | "addtolength"
        | "setcounter"
        | "addtocounter"
        | "newcommand"
        | "renewcommand"
        | "providecommand"
        | "newtheorem"
        | "fontsize"
        | "rule"
        | "DeclareMathOperator"
        | "lstdefinestyle"
        | "lstdefinelanguage"
        | "DeclareUnicodeCharacter"
        | "PassOptionsToPackage"
        | "newacronym"
        | "settowidth"
        | "newcolumntype"
        | "newglossaryentry"
        | "DeclareRobustCommand"
        | "colorlet"
        | "cmidrule" => Passed(2),
        "hskip" | "vskip" | "kern" => Command::Length,
        "def" | "edef" | "gdef" | "xdef" | "let" | "futurelet" => Definition,
        "newenvironment" | "NewDocumentCommand" | "renewenvironment" | "definecolor" | "addcontentsline" => Passed(3),
        "textcolor" | "colorbox" | "parbox" | "makebox" | "framebox" | "scalebox" | "hyperref" | "multirow"
        | "raisebox" | "rotatebox" => Leads(1),
        "multicolumn" | "resizebox" | "fcolorbox" => Leads(2),
        "hyperlink" | "hypertarget" | "foreignlanguage" | "pdfbookmark" => Leads(1),
        "newline" | "linebreak" => Line,
        "dj" => Sign("đ"),
        "DJ" => Sign("Đ"),
        "acircumflex" => Sign("â"),
        "Acircumflex" => Sign("Â"),
        "abreve" => Sign("ă"),
        "Abreve" => Sign("Ă"),
        "ecircumflex" => Sign("ê"),
        "Ecircumflex" => Sign("Ê"),
        "ocircumflex" => Sign("ô"),
        "Ocircumflex" => Sign("Ô"),
        "ohorn" => Sign("ơ"),
        "Ohorn" => Sign("Ơ"),
        "uhorn" => Sign("ư"),
        "Uhorn" => Sign("Ư"),
        "i" => Sign("i"),
        "j" => Sign("j"),
        "ldots" | "dots" | "textellipsis" => Sign("…"),
        "textendash" => Sign("–"),
        "textemdash" => Sign("—"),
        "textquoteleft" => Sign("‘"),
        "textquoteright" => Sign("’"),
        "textquotedblleft" => Sign("“"),
        "textquotedblright" => Sign("”"),
        "guillemotleft" => Sign("«"),
        "guillemotright" => Sign("»"),
        "textbackslash" => Sign("\\"),
        "textasciitilde" => Sign("~"),
        "textasciicircum" => Sign("^"),
        "textdegree" => Sign("°"),
        "quad" | "qquad" | "space" | "enspace" | "thinspace" | "hfill" | "dotfill" | "hrulefill" | "nobreakspace"
        | "nolinebreak" => Sign(" "),
        "textbf" | "textit" | "emph" | "textsl" | "textsc" | "textrm" | "textsf" | "textup" | "textmd"
        | "textnormal" | "underline" | "uline" | "uuline" | "sout" | "mbox" | "fbox" | "hbox" | "vbox" | "text"
        | "textsuperscript" | "textsubscript" | "alert" | "only" | "onslide" | "uncover" | "visible" | "invisible"
        | "structure" | "centerline" | "leftline" | "rightline" | "makecell" | "thead" | "MakeUppercase"
        | "MakeLowercase" | "uppercase" | "lowercase" | "lettrine" | "hl" | "so" | "ul" | "textulc" | "note"
        | "shortstack" => Inline,
        "bfseries" | "mdseries" | "itshape" | "slshape" | "scshape" | "upshape" | "rmfamily" | "sffamily"
        | "ttfamily" | "normalfont" | "bf" | "it" | "sl" | "sc" | "rm" | "sf" | "tt" | "em" | "tiny" | "scriptsize"
        | "footnotesize" | "small" | "normalsize" | "large" | "Large" | "LARGE" | "huge" | "Huge" | "selectfont"
        | "centering" | "raggedright" | "raggedleft" | "justifying" | "noindent" | "indent" | "protect" | "relax"
        | "leavevmode" | "null" | "vfill" | "vfil" | "hfil" | "hss" | "strut" | "newblock" | "sloppy" | "fussy"
        | "singlespacing" | "onehalfspacing" | "doublespacing" | "allowbreak" | "nobreak" | "samepage"
        | "raggedbottom" | "flushbottom" | "onecolumn" | "twocolumn" | "allowdisplaybreaks" | "displaystyle"
        | "textstyle" | "limits" | "left" | "right" | "pause" | "linenumbers" | "ignorespaces" | "unskip"
        | "xspace" | "makeatletter" | "makeatother" | "begingroup" | "endgroup" | "bgroup" | "egroup" | "global"
        | "long" | "footnotemark" | "phantomsection" | "nopagebreak" | "goodbreak" | "filbreak" | "boldmath"
        | "unboldmath" | "balance" | "FloatBarrier" | "nonumber" | "notag" | "qed" | "hbadness" | "vbadness"
        | "makeindex" | "makeglossaries" | "fi" | "else" | "or" | "iftrue" | "expandafter" | "noexpand" | "csname"
        | "endcsname" | "newcommandx" | "listfiles" | "nocorr" | "rmdefault" | "sfdefault" | "titlepage" => Switch,
        "d" => Accent('\u{323}'),
        "h" => Accent('\u{309}'),
        "u" => Accent('\u{306}'),
        "v" => Accent('\u{30C}'),
        "c" => Accent('\u{327}'),
        "r" => Accent('\u{30A}'),
        "H" => Accent('\u{30B}'),
        _ => Unknown,
    }
}

/// The combining mark of an accent that is a sign: `\'e`.
pub fn accent(sign: u8) -> Option<char> {
    Some(match sign {
        b'\'' => '\u{301}',
        b'`' => '\u{300}',
        b'^' => '\u{302}',
        b'~' => '\u{303}',
        b'"' => '\u{308}',
        b'=' => '\u{304}',
        b'.' => '\u{307}',
        _ => return None,
    })
}

/// The role of an environment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Environment {
    /// Its content is no text, and commands in it are none.
    Verbatim,
    /// A formula or a drawing.
    Thing,
    /// A table, with this number of arguments.
    Table(u8),
    /// Paragraphs, with this number of arguments.
    Blocks(u8),
    /// Paragraphs, with a heading in braces.
    Titled,
}

/// The role of an environment, by its name without a star.
pub fn environment(name: &str) -> Environment {
    match name {
        "verbatim" | "Verbatim" | "BVerbatim" | "LVerbatim" | "SaveVerbatim" | "VerbatimOut" | "lstlisting"
        | "minted" | "comment" | "filecontents" | "alltt" | "code" | "codeblock" | "sourcecode" | "tcblisting"
        | "luacode" | "pycode" | "pyblock" | "asy" | "bashcode" | "semiverbatim" | "spverbatim" => {
            Environment::Verbatim
        }
        "equation" | "align" | "gather" | "multline" | "eqnarray" | "displaymath" | "math" | "flalign" | "alignat"
        | "tikzpicture" | "array" | "algorithm" | "algorithmic" | "algorithm2e" | "forest" | "pspicture" | "tikzcd"
        | "IEEEeqnarray" | "dmath" | "subequations" | "split" | "aligned" | "gathered" | "cases" | "matrix"
        | "pmatrix" | "bmatrix" | "vmatrix" | "circuitikz" | "pgfpicture" | "picture" | "axis" | "prooftree"
        | "empheq" | "xy" | "ganttchart" | "sequencediagram" => Environment::Thing,
        "frame" | "block" | "exampleblock" | "alertblock" | "beamerboxesrounded" => Environment::Titled,
        "tabular" | "longtable" | "supertabular" => Environment::Table(1),
        "tabularx" | "tabulary" => Environment::Table(2),
        "minipage" | "multicols" | "thebibliography" | "wrapfigure" | "adjustbox" | "subfigure" | "column" => {
            Environment::Blocks(1)
        }
        _ => Environment::Blocks(0),
    }
}
