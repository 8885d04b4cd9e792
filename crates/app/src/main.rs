//! The `sportello` binary.

fn main() -> std::process::ExitCode {
    app::main()
}
