"""How do questions of other systems become part of the bank? Kept as data, admitted, filed, asked, stopped."""
