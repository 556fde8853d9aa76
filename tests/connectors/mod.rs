//! What every connector promises, asked of every connector with the same little shop.

mod conformance;
mod csv_files;
mod manual;
mod mariadb_servers;
mod moving;
mod postgres_servers;
mod services;
mod shop;
mod sqlite_files;
