//! What commands and environments of LaTeX are to somebody who reads the page.

/// What a command is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Command {
    /// Its argument is a block of its own: a heading, a caption.
    Block,
    /// A block begins: `\item`, `\par`.
    Break,
    /// A note: its argument comes behind the paragraph.
    Note,
    /// Something that is no prose, with so many arguments.
    Thing(u8),
    /// Not seen, with so many arguments.
    Passed(u8),
    /// So many arguments are not seen; what comes behind is text.
    Leads(u8),
    /// A letter or a sign.
    Sign(&'static str),
    /// An accent on the letter that follows: a combining mark.
    Accent(char),
    /// `\newline`
    Line,
    /// What is in its argument is text in the line; all that is not known.
    Inline,
}

/// A command by its name.
pub fn command(name: &str) -> Command {
    use Command::{Accent, Block, Break, Inline, Leads, Line, Note, Passed, Sign, Thing};
    match name {
        "part" | "chapter" | "section" | "subsection" | "subsubsection" | "paragraph" | "subparagraph" | "title"
        | "subtitle" | "caption" | "captionof" | "frametitle" | "framesubtitle" | "author" | "date" | "institute"
        | "dedication" => Block,
        "item" | "par" | "bibitem" | "hline" | "midrule" | "toprule" | "bottomrule" | "newpage" | "clearpage"
        | "maketitle" | "tableofcontents" | "pagebreak" | "bigskip" | "medskip" | "smallskip" => Break,
        "footnote" | "footnotetext" | "thanks" | "endnote" | "marginpar" | "todo" => Note,
        "cite" | "citep" | "citet" | "citeauthor" | "citeyear" | "parencite" | "textcite" | "autocite" | "nocite"
        | "ref" | "eqref" | "pageref" | "autoref" | "cref" | "Cref" | "nameref" | "vref" | "url" | "path"
        | "includegraphics" | "gls" | "Gls" | "acrshort" | "acrlong" | "ac" | "nolinkurl" | "SI" | "num" | "si"
        | "lstinline" | "ensuremath" | "ce" => Thing(1),
        "today" | "LaTeX" | "TeX" | "LaTeXe" | "S" | "P" | "textbullet" | "bullet" | "checkmark" => Thing(0),
        "label" | "index" | "input" | "include" | "subfile" | "usepackage" | "RequirePackage" | "documentclass"
        | "bibliography" | "bibliographystyle" | "vspace" | "hspace" | "pagestyle" | "thispagestyle" | "color"
        | "hypersetup" | "graphicspath" | "geometry" | "selectlanguage" | "hyphenation" | "pagenumbering"
        | "addbibresource" | "usetheme" | "usecolortheme" | "linespread" | "setmainfont" | "setsansfont"
        | "setmonofont" | "phantom" | "hphantom" | "vphantom" | "usetikzlibrary" | "counterwithin" | "newcounter"
        | "captionsetup" | "lstset" | "theoremstyle" | "phantomsection" | "cline" => Passed(1),
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
        | "cmidrule" => Passed(2),
        "newenvironment" | "renewenvironment" | "definecolor" | "addcontentsline" => Passed(3),
        "href" | "textcolor" | "colorbox" | "parbox" | "makebox" | "framebox" | "scalebox" | "hyperref"
        | "multirow" | "raisebox" | "rotatebox" => Leads(1),
        "multicolumn" | "resizebox" | "fcolorbox" => Leads(2),
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
        "quad" | "qquad" | "space" | "enspace" | "thinspace" => Sign(" "),
        "d" => Accent('\u{323}'),
        "h" => Accent('\u{309}'),
        "u" => Accent('\u{306}'),
        "v" => Accent('\u{30C}'),
        "c" => Accent('\u{327}'),
        "r" => Accent('\u{30A}'),
        "H" => Accent('\u{30B}'),
        _ => Inline,
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

/// What an environment is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Environment {
    /// What is in it is no text, nor are its commands commands.
    Verbatim,
    /// A formula or a drawing.
    Thing,
    /// Cells, with so many arguments.
    Table(u8),
    /// Paragraphs, with so many arguments.
    Blocks(u8),
}

/// An environment by its name, without a star behind it.
pub fn environment(name: &str) -> Environment {
    match name {
        "verbatim" | "Verbatim" | "lstlisting" | "minted" | "comment" | "filecontents" | "alltt" => {
            Environment::Verbatim
        }
        "equation" | "align" | "gather" | "multline" | "eqnarray" | "displaymath" | "math" | "flalign" | "alignat"
        | "tikzpicture" | "array" | "algorithm" | "algorithmic" | "forest" | "pspicture" | "tikzcd" => {
            Environment::Thing
        }
        "tabular" | "longtable" | "supertabular" => Environment::Table(1),
        "tabularx" | "tabulary" => Environment::Table(2),
        "minipage" | "multicols" | "thebibliography" | "wrapfigure" | "adjustbox" | "subfigure" | "column" => {
            Environment::Blocks(1)
        }
        _ => Environment::Blocks(0),
    }
}
