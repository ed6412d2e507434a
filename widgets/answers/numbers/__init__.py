"""Pages in the drawer about prices, risk and several criteria."""
