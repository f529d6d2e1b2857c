//! A program on morat without any feature: it supplies the dictionaries itself and reads no archives. For each file among its
//! arguments it prints the findings, or why the file cannot be read.

use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = env::args().skip(1);
    let folder = args.next().ok_or("the folder with dictionaries")?;
    let dictionaries = morat::Dictionaries::from_files(|name| fs::read(format!("{folder}/{name}")))?;
    let checker = morat::Checker::with_dictionaries(&morat::Settings::default(), &dictionaries)?;
    for path in args {
        match checker.check(&path, &fs::read(&path)?) {
            Ok(checked) => println!("{:?}", checked.findings),
            Err(problem) => println!("{} | {}", problem.say(morat::Lang::Vi), problem.say(morat::Lang::En)),
        }
    }
    Ok(())
}
