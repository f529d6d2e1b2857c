//! The terminal: keys in, rows out. Everything here needs a real terminal to be tested.

use std::io::{self, IsTerminal, Write};
use std::sync::Once;
use std::time::Duration;

use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};
use crossterm::terminal::{self, Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, queue};

use super::key::Key;
use super::view::Screen;

/// Whether the terminal can be used: for input and output, with a movable cursor.
pub(super) fn is_there() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|name| name == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && !dumb
}

/// A terminal in raw mode. It is restored when this is dropped, and when the program panics.
pub(super) struct Terminal {
    colour: bool,
}

impl Terminal {
    /// Sets the terminal up.
    ///
    /// # Errors
    /// If that fails.
    pub fn open(colour: bool) -> io::Result<Terminal> {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                // First, or what the panic says would be gone with the screen it was said on.
                restore();
                before(panic);
            }));
        });
        terminal::enable_raw_mode()?;
        // From here on dropping it restores.
        let terminal = Terminal { colour };
        let mut out = io::stdout().lock();
        queue!(out, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        out.flush()?;
        // Events are listened for from the first question on: a window that changes its size while the first screen is drawn
        // would be missed.
        event::poll(Duration::ZERO)?;
        Ok(terminal)
    }

    /// Its size in columns and rows.
    pub fn size(&self) -> (usize, usize) {
        // What terminals without a size of their own are taken for.
        let (columns, rows) = terminal::size().unwrap_or((80, 24));
        (usize::from(columns.max(1)), usize::from(rows.max(1)))
    }

    /// Draws a screen over the last one.
    pub fn show(&self, screen: &Screen) -> io::Result<()> {
        let mut out: Vec<u8> = Vec::with_capacity(8 * 1024);
        queue!(out, terminal::BeginSynchronizedUpdate, cursor::Hide)?;
        for (at, row) in screen.rows.iter().enumerate() {
            queue!(out, cursor::MoveTo(0, at as u16))?;
            for (style, text) in row.parts() {
                let style = if self.colour { *style } else { style.fg_color(None).bg_color(None) };
                write!(out, "{style}{text}{style:#}")?;
            }
            queue!(out, Clear(ClearType::UntilNewLine))?;
        }
        if let Some(last) = screen.rows.len().checked_sub(1).filter(|last| last + 1 < self.size().1) {
            queue!(out, cursor::MoveTo(0, last as u16 + 1), Clear(ClearType::FromCursorDown))?;
        }
        if let Some((column, row)) = screen.cursor {
            queue!(out, cursor::MoveTo(column as u16, row as u16), cursor::Show)?;
        }
        queue!(out, terminal::EndSynchronizedUpdate)?;
        let mut stdout = io::stdout().lock();
        stdout.write_all(&out)?;
        stdout.flush()
    }

    /// Waits for a key; `None` for another event, after which the screen is to be drawn again.
    ///
    /// # Errors
    /// If the terminal has gone.
    pub fn key(&self) -> io::Result<Option<Key>> {
        Ok(match event::read()? {
            Event::Key(pressed) if pressed.kind != KeyEventKind::Release => key(pressed),
            Event::Paste(text) => Some(Key::Paste(text)),
            _ => None,
        })
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

/// Restores the terminal. A failure is ignored; it may be called twice.
fn restore() {
    let mut out = io::stdout().lock();
    let _ = queue!(out, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _ = out.flush();
    let _ = terminal::disable_raw_mode();
}

fn key(pressed: KeyEvent) -> Option<Key> {
    // Windows reports AltGr, which types letters, as both at once.
    let alt_gr = pressed.modifiers.contains(KeyModifiers::CONTROL | KeyModifiers::ALT);
    if pressed.modifiers.contains(KeyModifiers::CONTROL) && !alt_gr {
        return match pressed.code {
            KeyCode::Char('c' | 'C') => Some(Key::Interrupt),
            KeyCode::Char('u' | 'U') => Some(Key::Clear),
            _ => None,
        };
    }
    if pressed.modifiers.contains(KeyModifiers::ALT) && !alt_gr {
        return None;
    }
    Some(match pressed.code {
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Esc => Key::Escape,
        _ => return None,
    })
}
