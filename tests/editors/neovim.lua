-- Neovim as a writer uses it. Run by neovim.sh with editors/neovim in the runtime path, in an empty folder of its own.

vim.opt.shortmess:append('FW')

local failed = false

local function check(name, is, wanted)
  if vim.deep_equal(is, wanted) then
    io.stdout:write(('  %s\n'):format(name))
  else
    failed = true
    io.stdout:write(('  %s: FAILED\n    is     %s\n    wanted %s\n'):format(name, vim.inspect(is), vim.inspect(wanted)))
  end
end

local function write(name, text)
  vim.fn.writefile(vim.split(text, '\n'), name, 'b')
end

local clients = vim.lsp.get_clients or vim.lsp.get_active_clients

local function findings()
  return vim.tbl_filter(function(one) return one.source == 'morat' end, vim.diagnostic.get(0))
end

local function codes()
  local all = vim.tbl_map(function(one) return one.code or one.user_data.lsp.code end, findings())
  table.sort(all)
  return all
end

-- Waits for findings of these rules.
local function await(name, wanted)
  vim.wait(10000, function() return vim.deep_equal(codes(), wanted) end, 20)
  check(name, codes(), wanted)
end

-- Chooses the first action at the cursor whose title begins so.
local function act(title, context)
  local seen, done = {}, false
  vim.ui.select = function(items, options, choose)
    for at, item in ipairs(items) do
      local shown = options.format_item(item)
      table.insert(seen, shown)
      if not done and vim.startswith(shown, title) then
        done = true
        choose(item, at)
      end
    end
  end
  vim.lsp.buf.code_action({ context = context })
  vim.wait(10000, function() return done end, 20)
  check('“' .. title .. '” is offered', done or seen, true)
end

local function line(at)
  return vim.api.nvim_buf_get_lines(0, at, at + 1, false)[1]
end

local function await_line(name, at, wanted)
  vim.wait(10000, function() return line(at) == wanted end, 20)
  check(name, line(at), wanted)
end

local ok, problem = xpcall(function()
  write('morat.toml', '# của tòa soạn\nwords = ["vìa"]\n')
  write('bai.md', '# Hà Nội 😀 cả tổ **nổ lực**\n\nAnh vìa kiẻng.\n')
  vim.cmd('edit bai.md')
  await('what is found', { 'chinh-ta/am-tiet', 'chinh-ta/nham-lan' })
  local one = findings()[1]
  -- In bytes, behind a character that is two units of UTF-16.
  local marked = line(one.lnum):sub(one.col + 1, one.end_col)
  check('where it is', { one.lnum, marked }, { 0, 'nổ lực' })
  check('what is said', one.message:find('nỗ lực', 1, true) ~= nil, true)
  check('how bad it is', one.severity, vim.diagnostic.severity.ERROR)

  vim.api.nvim_win_set_cursor(0, { 1, one.col })
  act('Thay bằng “nỗ lực”')
  await_line('a quick fix changes the text', 0, '# Hà Nội 😀 cả tổ **nỗ lực**')
  await('and the finding is gone', { 'chinh-ta/am-tiet' })

  vim.api.nvim_win_set_cursor(0, { 3, findings()[1].col })
  act('Nhận “kiẻng” trong dự án (morat.toml)')
  await('an accepted word is no finding', {})
  check('it is in the list, and the comment still is',
    table.concat(vim.fn.readfile('morat.toml'), '\n'), '# của tòa soạn\nwords = ["kiẻng", "vìa"]')

  vim.api.nvim_buf_set_lines(0, 3, -1, false, { '', 'Họ nổ lực , và kiẻm tra.' })
  vim.cmd('write')
  await('findings of what was written', { 'chinh-ta/am-tiet', 'chinh-ta/nham-lan', 'dau-cau/cach-truoc' })
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  act('Sửa mọi chỗ', { only = { 'source.fixAll.morat' }, diagnostics = {} })
  await_line('all safe fixes', 4, 'Họ nỗ lực, và kiẻm tra.')
  await('what has two corrections is left', { 'chinh-ta/am-tiet' })

  vim.api.nvim_buf_set_lines(0, 4, 5, false, { 'Họ nổ lực.' })
  vim.cmd('write')
  await('a finding to explain', { 'chinh-ta/nham-lan' })
  vim.api.nvim_win_set_cursor(0, { 5, findings()[1].col })
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/hover', vim.lsp.util.make_position_params(0, clients()[1].offset_encoding), 10000)
  local _, answer = next(answers or {})
  local hover = answer and answer.result and answer.result.contents.value or vim.inspect(answers)
  check('why it is one', hover:find('chinh-ta/nham-lan', 1, true) ~= nil or hover, true)

  -- An input method writes letter by letter; what stands there meanwhile is nobody's mistake.
  vim.api.nvim_buf_set_lines(0, 4, 5, false, { 'Họ cố.' })
  await('a clean text', {})
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes('GA Anh kiẻm', true, false, true), 'xt', false)
  vim.wait(400, function() return false end, 20)
  check('the word that is typed is left alone', codes(), {})
  await('until the hands rest', { 'chinh-ta/am-tiet' })
  vim.cmd('silent! undo | write')

  vim.cmd('edit morat.toml')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'words = ["vìa"]', 'strickt = true' })
  vim.cmd('write')
  await('a mistake in the settings', { 'morat.toml' })
  check('is at its line', findings()[1].lnum, 1)

  check('one server for all', #clients(), 1)
  vim.lsp.stop_client(clients())
  vim.wait(5000, function() return #clients() == 0 end, 20)
  check('it ends when it is told to', #clients(), 0)
end, debug.traceback)
if not ok then
  io.stdout:write(problem .. '\n')
end
vim.cmd((ok and not failed) and 'qall!' or 'cquit! 1')
