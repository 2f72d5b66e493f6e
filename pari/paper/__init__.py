"""Papers on A4 as Decree 30/2020 lays them out; knows no app."""
