//! The English of `--help`. Vietnamese stands beside each argument in `args.rs`; a test fails when one of them has no English
//! here, and when an entry here names nothing.

/// Of commands, by their path: what they do. The first paragraph is for `-h`, all of it for `--help`.
pub const COMMANDS: &[(&str, &str)] = &[
    (
        "",
        "morat proofreads Vietnamese: it finds mistakes of spelling, punctuation and characters, and says why each is wrong \
         and what to write.\n\n\
         Exit status: 0 nothing found, 1 something found, 2 a file or an argument could not be used.",
    ),
    ("check", "Check files or folders, and print what needs to be put right"),
    ("fix", "Fix what can be fixed without changing the meaning"),
    ("convert", "Turn files in old encodings (TCVN3, VNI, …) into UTF-8"),
    ("baseline", "Write what is found now into a baseline; from then on check reports only what is new"),
    ("init", "Write a morat.toml that has every key, explained"),
    ("config", "See the settings that apply"),
    ("config show", "Print what applies to a file or folder, and where each value comes from"),
    ("config schema", "Print the JSON Schema of the settings file"),
    ("words", "Accepted words and names: add, remove, list, try"),
    ("words add", "Add words to the settings file that applies"),
    ("words remove", "Take words out of the settings file"),
    ("words list", "List the accepted words, and where each comes from"),
    ("words check", "Try a phrase: whether morat reports it, and whether it is accepted already"),
    ("review", "Go through the findings of a file: fix, skip, or write your own; the file is written once, at the end"),
    ("rules", "List the rules and the profiles"),
    ("explain", "Explain a rule: what it finds, why, examples"),
    #[cfg(feature = "lsp")]
    (
        "lsp",
        "Server for editors (Language Server Protocol): findings while you write\n\n\
         The editor starts this command and speaks to it on standard input and output; how to set up VS Code, Neovim, Helix, \
         Emacs, …: docs/editors.md.",
    ),
    #[cfg(feature = "serve")]
    (
        "serve",
        "Server that speaks LanguageTool's protocol, for LibreOffice, Obsidian, TeXstudio, ONLYOFFICE, …\n\n\
         Only programs on this machine may ask it unless you say otherwise. Settings are those of the working folder, and are \
         read again when a file changes. How to set up each program, and a server for a whole newsroom: docs/server.md.",
    ),
    (
        "completions",
        "Print completions for bash, zsh, fish, powershell or elvish\n\n\
         With them the Tab key completes commands, flags, values and names of rules.",
    ),
    ("man", "Print a manual page"),
    ("help", "Print help for morat or for a command"),
];

/// Of arguments: path of the command, or `*` where it means the same everywhere; id of the argument; text, in paragraphs as
/// above.
pub const ARGUMENTS: &[(&str, &str, &str)] = &[
    (
        "",
        "lang",
        "Language of messages (ngôn ngữ của thông báo)\n\n\
         By default what MORAT_LANG says, then LC_ALL, LC_MESSAGES, LANG: English if that begins with en, Vietnamese otherwise.",
    ),
    ("", "color", "Colour: as the terminal wants, always, or never (the variable NO_COLOR switches it off, too)"),
    ("", "help", "Print help: -h in short, --help in full"),
    ("", "version", "Print the version"),
    ("check", "paths", "Files, folders (every .txt, .md, .html, .docx, … file inside), or - for standard input"),
    (
        "check",
        "format",
        "Output: full, compact, grouped, html, json, jsonl, github, gitlab, sarif, checkstyle, junit, rdjson; with =FILE it goes \
         into a file; repeat it for several",
    ),
    ("check", "output_file", "Write the result into this file instead of printing it"),
    ("check", "show_files", "Only list the files that would be checked"),
    ("check", "statistics", "Print only how often each rule found something"),
    ("check", "diff_base", "Report only on lines changed since this branch, tag or commit of git"),
    ("check", "no_baseline", "Use no baseline: report what is known already, too"),
    ("check", "watch", "Check again whenever a file changes, until Ctrl-C"),
    ("check", "no_cache", "Do not use results of earlier runs"),
    ("check", "cache_dir", "Where results are kept between runs (default: the cache folder of the system)"),
    ("convert", "paths", "Files, or - for standard input"),
    (
        "convert",
        "from",
        "The encoding of the file: tcvn3, vni, windows-1258, vps, viscii, viqr, utf-16le, utf-16be, utf-32le, utf-32be (recognised by default)",
    ),
    (
        "convert",
        "legacy_fonts",
        "Also convert paragraphs of Unicode that are in the letters of old fonts (.VnTime, VNI-Times), in texts, Word, OpenDocument, EPUB",
    ),
    ("convert", "in_place", "Write into the file itself"),
    ("convert", "output", "Write into this file (printed by default)"),
    ("fix", "paths", "Files, folders, or - (standard input to standard output)"),
    ("fix", "all", "Also make fixes that may change the meaning"),
    (
        "fix",
        "fix_unused",
        "Only tidy: remove comments, accepted words and entries of the ignore list that hide nothing any more; leave the text",
    ),
    (
        "fix",
        "diff",
        "Only print the difference as a unified diff and write nothing; exits with 1 if there is a difference or something is \
         left for you",
    ),
    ("*", "select", "Run only these rules or groups (comma-separated; all means all)"),
    ("*", "ignore", "Leave out these rules or groups"),
    (
        "*",
        "profile",
        "Set of rules: chung (general, the default), bao-chi (press), hanh-chinh (official documents), giao-khoa (schoolbooks), \
         or a .toml file of your own",
    ),
    ("*", "dictionaries", "Use the dictionaries and the model in this folder (made by morat-train build)"),
    ("*", "strict", "Report doubtful findings, too"),
    ("*", "min_severity", "Report only from this severity on; the exit status, too, counts only from there"),
    (
        "*",
        "min_confidence",
        "Report only findings of at least this confidence (0 to 1); those of rules that know none are reported all the same",
    ),
    ("*", "fail_on", "The exit status counts only from this severity on"),
    (
        "*",
        "config",
        "A settings file that goes before that of the project, or one line of it: 'profile = \"bao-chi\"'; can be repeated",
    ),
    ("*", "isolated", "Read no settings file, use no baseline"),
    (
        "*",
        "encoding",
        "The encoding of text files: auto (recognised), utf-8, utf-16le, utf-16be, utf-32le, utf-32be, windows-1258, tcvn3, vni, vps, viscii, viqr",
    ),
    ("*", "columns", "Columns of CSV and keys of JSONL that are prose: 'title,content' (a.b is key b of object a)"),
    ("*", "include", "In folders read only these files, written as in .gitignore: '*.txt,*.md'"),
    ("*", "exclude", "In folders leave out these files and folders"),
    ("*", "force_exclude", "Leave out files that the settings exclude even if they are named (for pre-commit)"),
    (
        "*",
        "report_unused",
        "Also report comments, accepted words and entries of the ignore list that hide nothing any more",
    ),
    ("*", "quiet", "Print findings only, no summary and no notes; -qq prints nothing at all, the exit status tells"),
    ("*", "exit_zero", "Exit with 0 although there are findings"),
    ("*", "threads", "Number of threads; 0 means as many as the machine has cores"),
    ("*", "stdin_filename", "The name of standard input, for its format and for reports"),
    (
        "review",
        "docx",
        "Ask nothing: write the findings into a copy of the Word file, as comments and changes to accept in Word",
    ),
    ("review", "no_baseline", "Use no baseline: show what is known already, too"),
    ("review", "output", "The reviewed copy (with --docx; by default bai.da-soat.docx beside bai.docx)"),
    ("*", "as_format", "Read every file as this format, whatever its name ends in: text, markdown, html, …"),
    ("review", "force", "Overwrite the reviewed copy of an earlier run (with --docx)"),
    ("review", "paths", "Files, or folders (every .txt, .md, .html, .docx, … file inside)"),
    ("rules", "names", "Only these groups or rules, like nhat-quan (all by default)"),
    ("rules", "check", "Try the examples of the project's own rules (.morat/rules)"),
    ("baseline", "paths", "Files and folders to write down; what stands there of others stays"),
    ("init", "folder", "The project's folder"),
    ("config show", "path", "A file or folder"),
    ("*", "terms", "Words, names"),
    ("*", "name", "Names: exactly these capitals and small letters"),
    ("*", "path", "The project of this file or folder"),
    ("explain", "rule", "Name of a rule, like chinh-ta/am-tiet"),
    #[cfg(feature = "lsp")]
    ("lsp", "stdio", "Has no effect: the server always uses standard input and output; many editors add this flag"),
    #[cfg(feature = "serve")]
    ("serve", "host", "Listen on this address; if other machines reach it, there has to be a token"),
    #[cfg(feature = "serve")]
    ("serve", "port", "Listen on this port; 0 for any that is free"),
    #[cfg(feature = "serve")]
    (
        "serve",
        "token_file",
        "Answer only who shows the token in this file (by default that of the variable MORAT_TOKEN)",
    ),
    #[cfg(feature = "serve")]
    ("serve", "allow_host", "A name of the server, beside localhost and numeric addresses; repeat it for several"),
    #[cfg(feature = "serve")]
    (
        "serve",
        "allow_origin",
        "Let web pages or the browser extension of this origin (scheme, name, port) ask; repeat it for several",
    ),
    #[cfg(feature = "serve")]
    ("serve", "max_length", "Longest text, in UTF-16 units"),
    #[cfg(feature = "serve")]
    ("serve", "max_requests", "Most requests at one time"),
    #[cfg(feature = "serve")]
    ("serve", "timeout", "Most seconds to receive a request, and to answer it"),
    #[cfg(feature = "serve")]
    (
        "serve",
        "until_eof",
        "End when standard input ends: for a program that starts a server, so that it does not outlive that program",
    ),
    #[cfg(feature = "serve")]
    ("serve", "isolated", "Read no settings file"),
    #[cfg(feature = "serve")]
    ("serve", "quiet", "Tell only what goes wrong; -qq tells nothing"),
    ("completions", "shell", "The shell"),
    ("man", "command", "The page of this command; of morat itself if none is named"),
    ("man", "out", "Write the pages of all commands into this folder"),
    ("help", "command", "Name of a command, like check"),
];

/// Of headings and of names of values: Vietnamese, English.
pub const WORDS: &[(&str, &str)] = &[
    (crate::cli::heading::WHAT, "What to check"),
    (crate::cli::heading::RULES, "Which rules"),
    (crate::cli::heading::OUTPUT, "Output"),
    (crate::cli::heading::FIXING, "How to fix"),
    (crate::cli::heading::RUN, "How to run"),
    #[cfg(feature = "serve")]
    (crate::cli::heading::NETWORK, "Who may ask"),
    (crate::cli::heading::GENERAL, "General"),
    (crate::cli::heading::ARGUMENTS, "Arguments"),
    (crate::cli::heading::OTHER, "Other flags"),
    ("ĐƯỜNG-DẪN", "PATH"),
    ("BẢNG-MÃ", "ENCODING"),
    ("DẠNG", "FORMAT"),
    ("CỘT", "COLUMN"),
    ("QUY-TẮC", "RULE"),
    ("BỘ", "PROFILE"),
    ("THƯ-MỤC", "FOLDER"),
    ("TÊN", "NAME"),
    ("TRÌNH-BAO", "SHELL"),
    ("LỆNH", "COMMAND"),
    ("DẠNG[=TỆP]", "FORMAT[=FILE]"),
    ("TỆP", "FILE"),
    ("TỆP|KHÓA=GIÁ-TRỊ", "FILE|KEY=VALUE"),
    ("MẪU", "PATTERN"),
    ("NHÓM", "GROUP"),
    ("SỐ", "NUMBER"),
    ("TỪ", "WORD"),
    #[cfg(feature = "serve")]
    ("ĐỊA-CHỈ", "ADDRESS"),
    #[cfg(feature = "serve")]
    ("NGUỒN", "ORIGIN"),
    #[cfg(feature = "serve")]
    ("GIÂY", "SECONDS"),
];
