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
    ("rules", "List the rules and the profiles"),
    ("explain", "Explain a rule: what it finds, why, examples"),
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
    ("check", "paths", "Files, folders (every .txt and .md file inside), or - for standard input"),
    ("check", "format", "Output: full (with the source line), compact (a finding a line), json, jsonl"),
    ("fix", "paths", "Files, folders, or - (standard input to standard output)"),
    ("fix", "all", "Also make fixes that may change the meaning"),
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
    ("*", "isolated", "Read no settings file (morat has none yet; the flag is there for tools that call morat)"),
    ("*", "exit_zero", "Exit with 0 although there are findings"),
    ("*", "threads", "Number of threads; 0 means as many as the machine has cores"),
    ("*", "stdin_filename", "The name of standard input, for its format and for reports"),
    ("explain", "rule", "Name of a rule, like chinh-ta/am-tiet"),
    ("completions", "shell", "The shell"),
    ("man", "command", "The page of this command; of morat itself if none is named"),
    ("man", "out", "Write the pages of all commands into this folder"),
    ("help", "command", "Name of a command, like check"),
];

/// Of headings and of names of values: Vietnamese, English.
pub const WORDS: &[(&str, &str)] = &[
    (super::heading::WHAT, "What to check"),
    (super::heading::RULES, "Which rules"),
    (super::heading::OUTPUT, "Output"),
    (super::heading::FIXING, "How to fix"),
    (super::heading::RUN, "How to run"),
    (super::heading::GENERAL, "General"),
    (super::heading::ARGUMENTS, "Arguments"),
    (super::heading::OTHER, "Other flags"),
    ("ĐƯỜNG-DẪN", "PATH"),
    ("QUY-TẮC", "RULE"),
    ("BỘ", "PROFILE"),
    ("THƯ-MỤC", "FOLDER"),
    ("TÊN", "NAME"),
    ("TRÌNH-BAO", "SHELL"),
    ("LỆNH", "COMMAND"),
];
