-- morat for Neovim: what `vim.lsp.config` reads in 0.11 and later, and plugin/morat.lua before.
return {
  cmd = { 'morat', 'lsp' },
  filetypes = {
    'text', 'markdown', 'html', 'tex', 'plaintex', 'rst', 'asciidoc', 'gitcommit', 'mail', 'po', 'srt', 'toml',
  },
  root_markers = { 'morat.toml', '.morat', '.git' },
}
