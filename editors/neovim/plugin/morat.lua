-- Starts `morat lsp` for texts. `vim.g.morat = { cmd = …, filetypes = …, init_options = { lang = 'en' } }`, set before, changes what
-- lsp/morat.lua says; in Neovim 0.11 and later `vim.lsp.config('morat', …)` does so, too.
local given = vim.g.morat or {}

if vim.lsp.config and vim.lsp.enable then
  if next(given) then
    vim.lsp.config('morat', given)
  end
  vim.lsp.enable('morat')
  return
end

local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h')
local config = vim.tbl_extend('force', dofile(here .. '/lsp/morat.lua'), given)

-- The nearest folder upwards with one of the markers; nil if there is none.
local function root_of(file)
  local best
  for _, marker in ipairs(config.root_markers) do
    local start = vim.fn.fnamemodify(file, ':p:h') .. ';'
    local found = vim.fn.findfile(marker, start)
    found = found ~= '' and found or vim.fn.finddir(marker, start)
    if found ~= '' then
      -- With a slash at its end, the parent of a folder is the folder.
      local folder = vim.fn.fnamemodify(vim.fn.fnamemodify(found, ':p'):gsub('/$', ''), ':h')
      if not best or #folder > #best then
        best = folder
      end
    end
  end
  return best
end

-- Clients by root: all texts of a folder have one.
local clients = {}

vim.api.nvim_create_autocmd('FileType', {
  group = vim.api.nvim_create_augroup('morat', {}),
  pattern = config.filetypes,
  callback = function(args)
    if vim.bo[args.buf].buftype ~= '' then
      return
    end
    local root = root_of(vim.api.nvim_buf_get_name(args.buf))
    local key = root or ''
    if not clients[key] or not vim.lsp.get_client_by_id(clients[key]) then
      local name = vim.fn.fnamemodify(key, ':t')
      clients[key] = vim.lsp.start_client({
        name = 'morat',
        cmd = config.cmd,
        root_dir = root,
        workspace_folders = root and { { uri = vim.uri_from_fname(root), name = name } } or nil,
        init_options = config.init_options,
        settings = config.settings,
      })
    end
    if clients[key] then
      vim.lsp.buf_attach_client(args.buf, clients[key])
    end
  end,
})
