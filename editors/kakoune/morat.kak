# morat in Kakoune, with kakoune-lsp: to be loaded in kakrc behind `eval %sh{kak-lsp}`.

hook global BufCreate .*\.txt %{ set-option buffer filetype text }

hook -group lsp-filetype-morat global BufSetOption filetype=(?:text|markdown|html|latex|restructuredtext|asciidoc|git-commit|mail) %{
    set-option buffer lsp_servers %{
        [morat]
        root_globs = ["morat.toml", ".morat", ".git"]
        command = "morat"
        args = ["lsp"]
    }
}
