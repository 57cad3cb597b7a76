"""Pages of the room: the catalogue, the register, the fund, certificates; in a year, conditions and dossiers."""
